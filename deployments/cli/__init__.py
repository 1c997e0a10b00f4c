"""The command line `masterplan`."""
