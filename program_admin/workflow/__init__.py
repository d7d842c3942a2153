"""Processes as tables, the one function that moves a record, and the approval line."""
