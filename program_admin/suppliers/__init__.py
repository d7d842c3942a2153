"""Suppliers: the registry, their solutions and engineers, open projects and bans, and the record of their work."""
