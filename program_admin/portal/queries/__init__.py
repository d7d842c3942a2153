"""What the pages that span packages read from several of them at once."""
