"""The names under which nodes hear each other."""


def of_gathering(gathering: int) -> str:
    """Announcements of one gathering, after commit."""
    return f"gathering.{gathering}"


def of_sound(gathering: int) -> str:
    """Audio messages of one gathering, from the node at which the speaker is connected."""
    return f"sound.{gathering}"
