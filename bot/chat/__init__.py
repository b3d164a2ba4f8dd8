"""The Telegram edge and the only importer of telegram; it sees no database and sends nothing of its own."""
