"""Agreements: signatures, payments, reports, inspections, completion."""
