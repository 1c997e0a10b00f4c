"""What is remembered: SQLModel records, one file per aggregate."""
