"""Benchmarks: each prints a JSON line of metrics, with ratios to a baseline of the same run, and fails a missed bar."""
