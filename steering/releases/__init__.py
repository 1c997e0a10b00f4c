"""Releases over time: which cells count, what a newer one changed, and what rested on the change."""
