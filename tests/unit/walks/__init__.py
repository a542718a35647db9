"""One random walk through all services together, and the rule book's invariants read from the tables after each step."""
