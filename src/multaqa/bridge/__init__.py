"""Joins the house and the engine: announcements out of the domain, deeds into it, tickets and pictures between them."""
