"""Programmes and their rounds: everything that changes from year to year, held as data."""
