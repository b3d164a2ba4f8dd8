"""Decisions as pure values and functions: standard library only, no async, no clock, no I/O."""
