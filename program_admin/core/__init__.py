"""What every package stands on: database, settings, clock, ids, forms, pages, errors."""
