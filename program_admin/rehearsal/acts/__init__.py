"""The acts of the play in order, each through the services a page would call."""
