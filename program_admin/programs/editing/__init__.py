"""Editing a round on screen: forms made from the schema, places in the document, what is still missing."""
