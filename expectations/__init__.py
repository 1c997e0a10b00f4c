"""What data must look like: suites per kind of data and per stage."""
