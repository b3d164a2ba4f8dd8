"""How fast the bot is, measured beside what it could be at best. Printed and kept in RESULTS.md; never asserted."""
