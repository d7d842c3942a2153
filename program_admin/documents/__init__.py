"""Uploads received and official documents issued: numbering, PDF, seal, register, verification."""
