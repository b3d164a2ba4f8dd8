"""The laws, through the real stack: tests that try to break them on both databases."""
