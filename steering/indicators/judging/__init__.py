"""What stands out among the values: levels, trends, gaps, jumps, missed targets, each in one sentence."""
