"""Benchmarks: each measures both sides in one run and prints their ratio."""
