"""What is known beside the figures: rounding by Land, breaks of series, events that explain a jump.

Each subject is a TOML file that a person can extend, with the source of every entry.
"""
