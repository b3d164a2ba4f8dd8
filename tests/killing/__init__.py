"""The real process, killed at any moment."""
