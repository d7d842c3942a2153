"""Matching: what a company needs, which suppliers fit and why, requests and proposals."""
