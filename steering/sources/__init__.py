"""Readers of official files: bytes in, observations or a clear refusal out."""
