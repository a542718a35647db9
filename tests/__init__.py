"""The proof of the house."""
