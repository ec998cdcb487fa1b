"""The pages of a room, one file a page."""
