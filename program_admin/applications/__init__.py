"""Applications: drafts, submission, papers, screening and outcomes of a round."""
