"""The append-only, hash-chained trail of acts; the log of access to personal data."""
