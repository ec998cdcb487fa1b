"""Django's name for the app."""

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    """See the package's charter."""

    name = "multaqa.rooms"

    def ready(self) -> None:
        """Joins what accounts do with what rooms know of people."""
        from multaqa.accounts.domain import export, leaving, naming
        from multaqa.common.clockwork import every
        from multaqa.rooms import refusals as refusals  # joins its sentences
        from multaqa.rooms.domain import belongings, nodes

        every(nodes.LOOK_SECONDS, "nodes", nodes.look)
        naming.guarded_by(belongings.likeness_to_staff)
        leaving.when_leaving(belongings.let_go)
        for collect in (
            belongings.memberships, belongings.turns, belongings.messages, belongings.attendance, belongings.sanctions,
            belongings.rooms_made,
        ):  # fmt: skip
            export.collected_as(collect.__name__, collect)
