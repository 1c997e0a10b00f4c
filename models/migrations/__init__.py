"""How the database grew: one numbered file per change of the records."""
