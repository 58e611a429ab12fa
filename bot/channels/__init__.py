"""Where we speak: one module or folder a channel."""
