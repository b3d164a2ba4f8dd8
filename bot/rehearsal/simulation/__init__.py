"""Whole clinics on the virtual clock: people who behave, faults that strike, and what must never come of it."""
