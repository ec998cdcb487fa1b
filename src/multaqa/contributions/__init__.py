"""The open call: ideas, opinions, proposals, questions and working papers, their discussion and their public answers."""
