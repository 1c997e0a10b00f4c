"""What takes how long, measured beside something known in the same run: machines differ, ratios less."""
