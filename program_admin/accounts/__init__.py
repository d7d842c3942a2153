"""People, roles, sign-in, sessions, the second factor, and who may do what."""
