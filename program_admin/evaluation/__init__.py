"""Evaluation: evaluators, panels and invitations, recusal, score sheets, ranking, results."""
