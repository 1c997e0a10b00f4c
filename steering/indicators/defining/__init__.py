"""What an indicator is: its entry in the catalogue, its formula, its breakdowns, its targets."""
