"""Pages that span packages: desks, one case, inbox, search, trail, and the generated reference."""
