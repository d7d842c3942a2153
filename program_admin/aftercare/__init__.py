"""Aftercare: visits after completion, what they find, and what becomes of it."""
