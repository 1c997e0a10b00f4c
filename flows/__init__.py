"""How it runs: the order of the six stages, retries and waiting. No rule lives here."""
