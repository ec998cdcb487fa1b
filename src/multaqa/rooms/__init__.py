"""Rooms and what happens live in them: the gathering, the floor, the chat, attendance, and the room's own order.

Does not know alliances or assemblies; they give the floor its rules, they do not replace it."""
