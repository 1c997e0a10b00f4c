"""Suites for the input of each stage; the file name is the stage key."""
