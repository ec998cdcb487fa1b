"""The names under which nodes hear each other."""


def of_gathering(gathering: int) -> str:
    """Announcements of one gathering, after commit."""
    return f"gathering.{gathering}"


def of_sound(gathering: int) -> str:
    """Audio messages of one gathering, from the node at which the speaker is connected."""
    return f"sound.{gathering}"


MISSED = "missed"
"""Some node could not tell the others something: everybody reads again by number."""


PRESENCE = "presence"
"""What every node says of who is with it."""


def is_sound(subject: str) -> bool:
    """Sound that was not heard is not asked for again."""
    return "sound" in subject.split(".")
