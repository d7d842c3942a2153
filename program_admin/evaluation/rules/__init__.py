"""Rules of the evaluation: its arithmetic, conflicts of interest, how a panel is suggested, the worked-out record."""
