"""A PostgreSQL of one's own, as rehearsals have it."""

from multaqa.rehearse.postgresql import Server, debian, start, wheel

__all__ = ["Server", "debian", "start", "wheel"]
