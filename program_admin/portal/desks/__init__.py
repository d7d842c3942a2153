"""What stands on the desk of each role, as blocks of finished values."""
