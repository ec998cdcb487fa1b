"""Every deed on minutes by its name, and every part somebody can have in them."""

from django.db import transaction

from multaqa.accounts.models import Person
from multaqa.assembly.domain import approving, editing, remarking
from multaqa.assembly.models import MinutesComment
from multaqa.common.refusal import Refused
from tests.assembly.minutes.conftest import Held, in_days

WHO = ("secretary", "coordinator", "chair", "delegate", "alternate", "owner", "stranger", "visitor")
CHANGES = ("reword", "add", "move", "take_out")
DEEDS = (*CHANGES, "send", "remark", "settle", "open_round", "end_round", "answer", "approve", "publish")
WHY = "خطأ في الاسم"


def person(held: Held, who: str, n: int = 0) -> Person:
    world = held.chamber.world
    return {
        "secretary": world.secretary, "coordinator": world.coordinator, "chair": world.chair, "delegate": held.delegates[n],
        "alternate": held.chamber.alternates[n], "owner": world.owners[n], "stranger": world.salwa, "visitor": world.zahir,
    }[who]  # fmt: skip


def do(held: Held, deed: str, by: Person, *, words: str = "كلام آخر", approves: bool = True, why: str = WHY) -> None:
    """Does it; the words differ from what is written already when they are new."""
    row, entry = held.minutes, held.minutes.entries.all()[1]
    match deed:
        case "reword":
            editing.reword(entry, text_ar=words, text_en="", why=why, by=by)
        case "add":
            editing.add(row, after=entry, text_ar=words, why=why, by=by)
        case "move":
            editing.move(entry, "up", why=why, by=by)
        case "take_out":
            editing.take_out(entry, back=entry.removed_at is not None, why=why, by=by)
        case "send":
            remarking.send_for_remarks(row, until=in_days(3), by=by)
        case "remark":
            remarking.remark(row, words, entry=entry, by=by)
        case "settle":
            remarking.settle(MinutesComment.objects.get(text="أول ملاحظة"), "تمّ", by=by)
        case "open_round":
            approving.open_round(row, until=in_days(3), by=by)
        case "end_round":
            approving.end_round(row, by=by)
        case "answer":
            approving.answer(row, approves=approves, why=why, by=by)
        case "approve":
            approving.approve(row, by=by)
        case "publish":
            approving.publish(row, by=by)


def came_of(held: Held, deed: str, by: Person, **more: object) -> str:
    """ "done", or the code of the refusal; a refused deed leaves nothing behind."""
    try:
        with transaction.atomic():
            do(held, deed, by, **more)
    except Refused as refused:
        return refused.code
    return "done"
