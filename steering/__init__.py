"""The rules: the cycle and its stages, gates and decisions, indicators, sources.

Nothing here reads a clock, a file, a network or a database, except `steering.office`.
"""
