"""What the operator is told when a command cannot do its work."""


class CannotOperate(Exception):
    """One clear sentence for the operator: what is wrong, and what to do about it."""
