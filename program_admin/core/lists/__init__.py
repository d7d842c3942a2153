"""The one way every list of records is built: columns, filters, order, pages, saved views, selection, export."""
