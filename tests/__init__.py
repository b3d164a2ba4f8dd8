"""Everything that tries to break the bot."""
