"""Invented people, companies and suppliers: lifelike, and none of them real."""
