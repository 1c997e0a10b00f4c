"""The demonstration: a whole revision in virtual time, through the same doors as real people."""
