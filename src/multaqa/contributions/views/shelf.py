"""The paper on the page of its contribution: what of it the reader may see, and at which page they are."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from multaqa.common.digits import digits_in_use, write_digits
from multaqa.contributions.domain.paper_states import WAITING
from multaqa.contributions.domain.papers import revisions_for
from multaqa.contributions.enums import Kind, RevisionState
from multaqa.contributions.models import Contribution, Revision
from multaqa.contributions.refusals import NOT_PREPARED
from multaqa.contributions.rules import Reader, reader_of
from multaqa.rooms.views.reach import person_of


@dataclass(frozen=True)
class Shelf:
    """`shown` is the revision being read, at `page`. `latest` is the last one the reader knows of; `revisions` all of them."""

    reader: Reader
    revisions: list[Revision]
    shown: Revision | None
    page: int

    @property
    def latest(self) -> Revision | None:
        """The last that was handed in, as far as the reader knows."""
        return self.revisions[0] if self.revisions else None

    @property
    def is_inside(self) -> bool:
        """Whether the reader sees how the paper came about."""
        return self.reader.wrote or self.reader.weighs

    @property
    def being_prepared(self) -> bool:
        """Whether pages are on their way."""
        return self.latest is not None and self.latest.work == Revision.Work.WAITING

    @property
    def why_not(self) -> str:
        """Why the last file could not be prepared, in the reader's language."""
        row = self.latest
        failed = row is not None and self.is_inside and row.work == Revision.Work.FAILED
        if row is None or not failed:
            return ""
        said = gettext(NOT_PREPARED.get(row.work_why, NOT_PREPARED["broken"]))
        return write_digits(said, digits_in_use(get_language() or "ar"))

    @property
    def takes_another(self) -> bool:
        """Whether the reader may hand in another file now."""
        row = self.latest
        if row is None or not self.reader.writes:
            return False
        return row.state == RevisionState.RETURNED or (row.state in WAITING and row.work == Revision.Work.FAILED)

    @property
    def text(self) -> str:
        """The words of the page being read."""
        pages = self.shown.text.split("\f") if self.shown else []
        return pages[self.page - 1] if self.page <= len(pages) else ""

    @property
    def address(self) -> str:
        """The picture of the page, as a sitting has it."""
        return "" if self.shown is None else f"/calls/papers/{self.shown.pk}/{self.page}.webp"


def shelf_of(request: HttpRequest, row: Contribution) -> Shelf | None:
    """The paper as whoever asks may see it; None for what is no paper. `?revision=` chooses another, `?page=` leafs."""
    if row.kind != Kind.PAPER:
        return None
    reader = reader_of(person_of(request), row)
    revisions = revisions_for(row, reader)
    ready = [one for one in revisions if one.is_ready]
    wanted = request.GET.get("revision", "")
    shown = next((one for one in ready if str(one.number) == wanted), ready[0] if ready else None)
    page = request.GET.get("page", "")
    asked = int(page) if page.isdecimal() and len(page) < 5 else 1
    return Shelf(reader, revisions, shown, max(1, min(asked, shown.pages)) if shown else 1)
