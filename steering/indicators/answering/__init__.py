"""One question about an indicator, a region and a period, asked of files, and its result."""
