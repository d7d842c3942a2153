"""The shape of a round file: one small model per element."""
