"""Made-up updates, by the hundred thousand, through the real intake."""
