"""What a month still lacks, who owes it, and the one act that settles it. Pure over what `month.read_month` has read."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, pgettext

from multaqa.accounts.models import Person
from multaqa.alliance.enums import MandateState
from multaqa.assembly.domain.month import UNANSWERED, Month, read_month
from multaqa.assembly.domain.reminding import debts as personal_debts
from multaqa.assembly.domain.states import OVER, after, may, reached
from multaqa.assembly.enums import CycleState, InvitationState, MinutesState, SittingKind
from multaqa.assembly.models import Cycle
from multaqa.assembly.rules import mandate_in, offices_of
from multaqa.common.digits import digits_in_use, write_digits
from multaqa.contributions.enums import Kind

MOST_NAMED = 4


@dataclass(frozen=True)
class Debt:
    """`title` says what and how many, `who` names them. `url` and `label` are the one act; `post` when it is pressed and not
    followed; `all` leads to everybody who owes it, where they are more than are named."""

    code: str
    count: int
    title: str
    who: str
    due: dt.datetime | None
    url: str
    label: str
    post: bool = False
    all: str = ""


class Step(NamedTuple):
    """The next button of a month for somebody."""

    url: str
    label: str
    post: bool


def owed(month: Month | Cycle) -> list[Debt]:
    """Everything the month lacks, in the order of its course; nothing of a month that is over."""
    month = read_month(month) if isinstance(month, Cycle) else month
    if month.cycle.state in OVER:
        return []
    return [*_frame(month), *_rooms(month), *_guests(month), *_papers(month), *_after(month)]


def debtors(cycle: Cycle, code: str) -> list[Person]:
    """The people who owe this, each once; `code` is that of a reminder."""
    wanted = {row.person for row in personal_debts(cycle) if row.what == code}
    return list(Person.objects.filter(pk__in=wanted).order_by("pk"))


def next_step(month: Month, person: Person | None) -> Step | None:
    """What somebody should press next; None when nothing waits for them."""
    cycle = month.cycle
    offices = offices_of(person, cycle.series.alliance)
    labels = {
        "open_call": gettext("Open the call"), "close_call": gettext("Close the call"),
        "publish_programme": gettext("Publish the programme"), "archive": gettext("Archive the month"),
    }  # fmt: skip
    for deed, label in labels.items():
        if may(offices, deed) and after(cycle.state, deed) is not None:
            return Step(reverse("assembly:cycle_deed", args=[cycle.pk, deed]), label, True)
    mandate = mandate_in(person, cycle)
    if mandate is not None and mandate.state == MandateState.PROPOSED:
        return Step(reverse("alliance:mandates", args=[cycle.series.alliance.slug]), gettext("Answer the mandate"), False)
    own = next((one for one in month.unfinished_papers if person is not None and one.author_id == person.pk), None)
    if own is not None:
        return Step(reverse("contributions:contribution", args=[own.pk]) + "#paper", gettext("Complete your paper"), False)
    return None


def _frame(month: Month) -> Iterator[Debt]:
    cycle, before = month.cycle, not reached(month.cycle.state, CycleState.OPEN_HELD)
    planning = reverse("assembly:planning", args=[cycle.pk])
    if before and not cycle.topic:
        yield Debt("topic", 1, gettext("The month has no topic"), "", None, planning, gettext("Name the topic"))
    if before and cycle.host_room_id is None:
        yield Debt("host", 1, gettext("The month has no host room"), "", None, planning, gettext("Choose the host room"))
    opened = month.sitting(SittingKind.OPEN)
    if cycle.state == CycleState.PREPARATORY_HELD and opened is not None:
        url = reverse("assembly:agenda", args=[opened.pk])
        title = gettext("The programme is not published")
        yield Debt("programme", 1, title, "", opened.starts_at, url, gettext("Build the agenda"))


def _rooms(month: Month) -> Iterator[Debt]:
    cycle = month.cycle
    if reached(cycle.state, CycleState.OPEN_HELD):
        return
    silent, asked = month.sent.silent, month.sent.asked
    if silent:
        title = ngettext("%(count)s room has named no delegate", "%(count)s rooms have named no delegate", len(silent))
        names = [name for _, name in silent]
        yield _reminded(month, "name_delegate", title, names, cycle.delegates_due_at, gettext("Remind the rooms"), "silent")
    if asked:
        title = ngettext("%(count)s mandate is not answered", "%(count)s mandates are not answered", len(asked))
        names = [name for _, name in asked]
        yield _reminded(month, "answer_mandate", title, names, cycle.delegates_due_at, gettext("Remind them"), "asked")


def _guests(month: Month) -> Iterator[Debt]:
    if reached(month.cycle.state, CycleState.OPEN_HELD):
        return
    opened = month.sitting(SittingKind.OPEN)
    due = opened.starts_at if opened else None
    url = reverse("assembly:guests", args=[month.cycle.pk])
    waiting = [row for row in month.invitations if row.state in (InvitationState.SENT, InvitationState.NO_ANSWER)]
    if waiting:
        title = ngettext("%(count)s guest has not answered", "%(count)s guests have not answered", len(waiting))
        yield _debt("answer_invitation", title, [row.guest.display_name for row in waiting], due, url, gettext("Send again"))
    unheard = [row for row in month.invitations if row.state == InvitationState.ACCEPTED]
    if unheard:
        title = ngettext("%(count)s guest without a sound check", "%(count)s guests without a sound check", len(unheard))
        yield _debt("sound_check", title, [row.guest.display_name for row in unheard], due, url, gettext("Receive the guests"))


def _papers(month: Month) -> Iterator[Debt]:
    cycle = month.cycle
    if reached(cycle.state, CycleState.OPEN_HELD):
        return
    late = month.unfinished_papers
    if late:
        title = ngettext("%(count)s paper is not finished", "%(count)s papers are not finished", len(late))
        yield _reminded(
            month, "paper", title, [one.author_name for one in late], cycle.papers_due_at, gettext("Remind the authors")
        )
    waiting = month.waiting_papers
    if waiting:
        title = ngettext("%(count)s paper waits for approval", "%(count)s papers wait for approval", len(waiting))
        url = reverse("contributions:contribution", args=[waiting[0].pk])
        if len(waiting) > 1:
            url = reverse("contributions:review", args=[cycle.call_id])
        yield _debt("approve_paper", title, [one.title for one in waiting], None, url, gettext("Read and approve"))
    silent = [one for one in month.contributions if one.number and one.kind != Kind.PAPER and one.state in UNANSWERED[:2]]
    if silent and reached(cycle.state, CycleState.CALL_CLOSED):
        title = ngettext("%(count)s contribution without an answer", "%(count)s contributions without an answer", len(silent))
        url = reverse("assembly:cycle", args=[cycle.pk]) + "#contributions"
        yield _debt("answer_contribution", title, [one.title for one in silent], None, url, gettext("Open the review"))


def _after(month: Month) -> Iterator[Debt]:
    late = month.overdue()
    if late:
        title = ngettext("%(count)s action is overdue", "%(count)s actions are overdue", len(late))
        names = [row.owner.display_name if row.owner else row.room.name if row.room else "" for row in late]
        yield _reminded(month, "action", title, names, None, gettext("Remind them"))
    unsent = [row for row in month.minutes if row.state in (MinutesState.AUTO_DRAFT, MinutesState.EDITING)]
    if unsent:
        title = ngettext("%(count)s draft of minutes is not sent", "%(count)s drafts of minutes are not sent", len(unsent))
        url = reverse("assembly:minutes", args=[unsent[0].sitting_id])
        yield _debt("minutes_send", title, [], None, url, gettext("To the minutes"))
    remarked = [row for row in month.minutes if row.state == MinutesState.SENT_FOR_COMMENTS]
    if remarked:
        title = ngettext(
            "%(count)s draft of minutes waits for remarks", "%(count)s drafts of minutes wait for remarks", len(remarked)
        )
        yield _reminded(month, "minutes", title, [], remarked[0].comments_until, gettext("Remind the delegates"))


def _reminded(month: Month, code: str, title: str, names: list[str], due: dt.datetime | None, label: str, show: str = "") -> Debt:
    """A debt that is settled by others: the act is to remind them. `show` names the list in which they all stand."""
    debt = _debt(code, title, names, due, reverse("assembly:remind", args=[month.cycle.pk, code]), label, post=True)
    return replace(debt, all=f"?show={show}#delegates") if show and len(names) > MOST_NAMED else debt


def _debt(code: str, title: str, names: list[str], due: dt.datetime | None, url: str, label: str, *, post: bool = False) -> Debt:
    count = len(names) or 1
    said = write_digits(title % {"count": count}, digits_in_use(get_language() or "ar"))
    who = pgettext("between languages", ", ").join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
    return Debt(code, count, said, who, due, url, label, post)
