"""Reads `content/` into domain values: wording, symptoms, rules, phrases, policies, regimens. Never talks to anybody."""
