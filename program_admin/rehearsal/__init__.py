"""A whole round played through the real services on invented companies: demo data, training, measurements."""
