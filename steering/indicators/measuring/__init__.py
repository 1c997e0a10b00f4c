"""From cells to values: observations as arrays, formulas worked out over all regions and periods."""
