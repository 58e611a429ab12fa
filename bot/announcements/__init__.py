"""What we tell unasked: announcements, to those who asked for them, once."""
