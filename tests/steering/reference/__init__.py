"""What is known beside the figures."""
