"""Arabic text made comparable: keys for what looks or reads the same, and stems for search. Nothing here is ever shown."""
