"""Reads the content folder into domain values and checks it; it decides nothing about a patient."""
