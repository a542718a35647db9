"""Part of the proof of the house."""
