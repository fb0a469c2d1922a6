"""The state of every translation: what it was made from, what changed since, and who accepted it."""
