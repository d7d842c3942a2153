"""Companies, the people who act for them, their sites and finances."""
