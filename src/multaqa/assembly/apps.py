"""Django's name for the app."""

from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    """See the package's charter."""

    name = "multaqa.assembly"

    def ready(self) -> None:
        """Gives gatherings that are sittings their rules, and has the clock open and close their doors."""
        from multaqa.assembly import minutes_refusals as minutes_refusals  # joins its sentences
        from multaqa.assembly import refusals as refusals  # joins its sentences
        from multaqa.assembly import sitting_refusals as sitting_refusals  # joins its sentences

        _listen()
        _answer()
        _keep_time()


def _listen() -> None:
    """What happens below or here is told on to those it concerns."""
    from multaqa.alliance.domain.mandates import when_mandate_changed
    from multaqa.assembly.domain import cycles, hearing_again, hooks, inviting, printed, seats
    from multaqa.assembly.domain.after import when_adjourned
    from multaqa.rooms.domain.presiding import when_attended

    when_adjourned(cycles.sitting_adjourned)
    when_adjourned(inviting.spoke_in)
    when_adjourned(hearing_again.mark_chapters)
    hooks.when_drafted(cycles.drafted)
    hooks.when_approved(cycles.approved)
    hooks.when_published(printed.want_when_published)
    when_mandate_changed(seats.mandate_changed)
    when_attended(seats.presence_told)


def _answer() -> None:
    """What the apps below ask of whoever knows, and the parts of their pages that come from here."""
    from multaqa.assembly.domain import agenda, hearing_again, presiding
    from multaqa.assembly.domain.month import series_of_call
    from multaqa.assembly.views import blocks
    from multaqa.common.blocks import put_on
    from multaqa.contributions.domain.delegates import series_told_by
    from multaqa.contributions.rules import shown_by
    from multaqa.library.domain.hooks import decided_by, listening_ruled_by
    from multaqa.rooms.domain.presiding import presided_by

    series_told_by(series_of_call)
    shown_by(agenda.was_presented)
    listening_ruled_by(hearing_again.may_listen)
    decided_by(hearing_again.decides)
    presided_by(presiding.presiding_of)
    put_on("room", blocks.of_room)
    put_on("person", blocks.of_person)
    put_on("agenda", blocks.of_sitting)


def _keep_time() -> None:
    """What is done by the clock."""
    from multaqa.assembly.domain import (
        approving,
        cycles,
        delivering,
        doors,
        minuting,
        printed,
        rehearsing,
        reminding,
        sampling,
    )
    from multaqa.common import clockwork

    clockwork.every(30, "calls that open and close", cycles.calls_due)
    clockwork.every(5, "doors of sittings", doors.open_due)
    clockwork.every(3, "minutes of sittings that are over", minuting.draft_missing)
    clockwork.every(2, "minutes that are to be printed", printed.look)
    clockwork.every(60, "minutes that wait for an agenda", approving.put_on_agendas)
    clockwork.every(60, "sittings that are over", doors.close_adjourned)
    clockwork.every(60, "rehearsals that are over", rehearsing.forget_closed)
    clockwork.every(4, "samples of people in rehearsals", sampling.play)
    clockwork.every(60, "reminders that are due", reminding.remind_due)
    clockwork.every(20, "reminders on their way", delivering.deliver_due)
