"""The paths of a deal: each a table of steps."""
