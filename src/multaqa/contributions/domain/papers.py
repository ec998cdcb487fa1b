"""Papers as a sitting shows them."""

from multaqa.contributions.enums import RevisionState
from multaqa.contributions.models import Contribution, Revision


def shown(contribution: Contribution) -> tuple[int, str, str] | None:
    """How many pages the latest approved revision has, the address of a page with `{page}` to fill in, and that of the
    whole; None when nothing may be shown."""
    states = (RevisionState.APPROVED, RevisionState.PUBLISHED)
    row = Revision.objects.filter(paper__contribution=contribution, state__in=states, pages__gt=0).order_by("-number").first()
    if row is None:
        return None
    return row.pages, f"/calls/papers/{row.pk}/{{page}}.webp", f"/calls/papers/{row.pk}.pdf"
