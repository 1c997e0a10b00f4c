"""The rules of meetings (Sitzungsmanagement): agenda, summons, attendance, motions, votes. Pure."""
