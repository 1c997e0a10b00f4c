"""What official figures must be like: checks over the cubes of a batch, each giving the rows that fail.

The suites of `expectations/sources` say which of them apply, how severe each is, and with which limits.
"""
