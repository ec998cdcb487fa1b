"""What the templates of the library say."""
