"""Who may do what: verbs, questions, and one table that joins them."""
