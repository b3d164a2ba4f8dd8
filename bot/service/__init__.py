"""Use cases, one function and one transaction each; knows no Telegram."""
