"""focac-bot: from a question in French, however it is spelt, to the exact, sourced fact."""
