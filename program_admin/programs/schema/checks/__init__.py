"""What must hold between the elements of a round file, beyond each one's own shape."""
