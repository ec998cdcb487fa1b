"""Papers as they are read: by whoever may, and by a sitting that shows them."""

from multaqa.contributions.enums import RevisionState, State
from multaqa.contributions.models import Contribution, Revision
from multaqa.contributions.rules import Reader


def shown(contribution: Contribution) -> tuple[int, str, str] | None:
    """How many pages the latest approved revision has, the address of a page with `{page}` to fill in, and that of the
    whole; None when nothing may be shown."""
    if contribution.state == State.WITHDRAWN:
        return None
    states = (RevisionState.APPROVED, RevisionState.PUBLISHED)
    row = Revision.objects.filter(paper__contribution=contribution, state__in=states, pages__gt=0).order_by("-number").first()
    if row is None:
        return None
    return row.pages, f"/calls/papers/{row.pk}/{{page}}.webp", f"/calls/papers/{row.pk}.pdf"


def revisions_for(contribution: Contribution, reader: Reader) -> list[Revision]:
    """The revisions somebody may read, the latest first."""
    rows = Revision.objects.filter(paper__contribution=contribution).select_related("by", "decided_by").order_by("-number")
    return [row for row in rows if reader.may_read(row)]
