"""Steps as data, one engine that takes them, and the history that they leave."""
