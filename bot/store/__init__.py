"""Rows to domain values and back; never commits, the use case does."""
