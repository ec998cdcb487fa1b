"""Alliances of sovereign rooms: charter, seats, offices, series of meetings, and mandates of delegates."""
