"""Rules of a round as pure functions on its terms: funding, scores, dates."""
