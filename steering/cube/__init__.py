"""The cube: cells as dense arrays over key, region and period, for checks and indicators alike."""
