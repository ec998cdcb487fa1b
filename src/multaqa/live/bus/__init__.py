"""What carries words between nodes, at most once. Nothing promised depends on it: a gap is seen by its number."""
