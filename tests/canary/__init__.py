"""Nothing about anybody reaches a log or an error."""
