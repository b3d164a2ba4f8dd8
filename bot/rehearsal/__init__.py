"""An embedded Bot API server, a virtual clock and a page to try the bot; never used in production."""
