"""공고 문의: questions on an announced round, answered once in public; the answers are its FAQ."""
