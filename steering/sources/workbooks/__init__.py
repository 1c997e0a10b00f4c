"""The child process that takes a workbook apart; it imports nothing but Python's own library."""
