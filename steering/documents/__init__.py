"""Documents: their facts, built from records; the wording is in templates/documents/."""
