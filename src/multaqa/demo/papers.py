"""The working papers of the month in preparation: one that everybody can read, and one that its author is still to complete."""

import datetime as dt
from pathlib import Path

from django.core.files.base import ContentFile

from multaqa.accounts.models import Person
from multaqa.assembly.domain import agenda
from multaqa.assembly.models import Cycle, Sitting
from multaqa.contributions.domain import approving, handing_in, preparing
from multaqa.contributions.models import Revision
from multaqa.demo.moments import at_moment

DAY = dt.timedelta(days=1)
# Title, abstract, text.
WELCOME = (
    "استقبال الزائر الجديد: تجربة سبعة أشهر",
    "خلاصة ما جرّبته غرفتنا في استقبال من يدخلها أول مرة: ما نفع، وما لم ينفع، وما نقترحه على الغرف.",
    Path(__file__).with_name("welcome.md").read_text(encoding="utf-8"),
)
CARD = (
    "بطاقة تعريف لكل غرفة",
    "ورقة تقترح أن تُعرض كل غرفة ببطاقة واحدة: من نحن، ومتى نجتمع، وماذا نقدّم.",
    "# بطاقة تعريف لكل غرفة\n\nيسأل الزائر أول ما يسأل: ما هذه الغرفة؟ ومتى تُفتح؟ ومن أهلها؟ ولا يجد جوابًا في مكان واحد.\n\n"
    "## المقترح\n\n- اسم الغرفة وموضوعها في سطر.\n- أوقات المجالس الثابتة.\n- ثلاثة تسجيلات يختارها أهلها.\n\n"
    "وتُجمع البطاقات في صفحة التحالف، بترتيب يتغيّر كل يوم حتى لا تتقدّم غرفة على غرفة.\n",
)


def hand_in_papers(cycle: Cycle, people: dict[str, Person]) -> None:
    """Two rooms hand in; the committee publishes one and gives the other back."""
    call = cycle.call
    assert call is not None
    sitting = Sitting.objects.get(cycle=cycle, kind="preparatory")
    secretary, begins = people["secretary"], sitting.starts_at - 8 * DAY
    with at_moment(begins):
        title, abstract, text = WELCOME
        paper = handing_in.hand_in(call, title=title, body=abstract, file=_file("welcome.md", text), by=people["delegate_3"])
    preparing.prepare_all()
    revision = Revision.objects.get(paper__contribution=paper)
    # Without what draws pages, the house has a paper that says so: that is worth seeing too.
    if revision.is_ready:
        with at_moment(begins + DAY / 2):
            approving.approve(revision, by=secretary)
            approving.publish(revision, by=secretary)
            agenda.add_contribution(sitting, paper, minutes=15, by=secretary)
    with at_moment(begins + DAY / 3):
        title, abstract, text = CARD
        unfinished = handing_in.hand_in(call, title=title, body=abstract, file=_file("card.txt", text), by=people["delegate_5"])
        row = Revision.objects.get(paper__contribution=unfinished)
    with at_moment(begins + DAY / 2):
        note = "نرجو إضافة مثال لبطاقة غرفة واحدة على الأقل، وبيان من يحدّث البطاقات وكم مرة في السنة."
        approving.give_back(row, note=note, by=secretary)


def _file(name: str, text: str) -> "ContentFile[bytes]":
    return ContentFile(text.encode(), name=name)
