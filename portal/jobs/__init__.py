"""Work promised now, in the transaction that needs it, and done later by a worker."""
