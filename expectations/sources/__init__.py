"""Suites for source tables."""
