"""What was said, kept: recordings of turns, their marks, and how they are heard again."""
