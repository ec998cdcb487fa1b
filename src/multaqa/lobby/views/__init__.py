"""The pages of the lobby, one file a page."""
