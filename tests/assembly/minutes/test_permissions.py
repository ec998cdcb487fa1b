"""Who may do what to minutes in which state: every part, every deed, every state."""

from django.db import transaction

from multaqa.assembly.domain import approving, editing
from multaqa.assembly.models import AgendaItem, Minutes, MinutesComment
from tests.assembly.minutes.conftest import in_days
from tests.assembly.minutes.doing import CHANGES, DEEDS, WHO, WHY, came_of, person

# `round` and `had` are sent_for_comments too: while a written round is open, and once a sitting has had them before it.
STATIONS = ("auto_draft", "editing", "sent", "round", "had", "approved", "published", "corrected")
SENT = ("sent", "round", "had")
STATE = {**{station: station for station in STATIONS}, **dict.fromkeys(SENT, "sent_for_comments")}
KEEPERS = {"secretary", "coordinator"}
MAY = {**dict.fromkeys(DEEDS, KEEPERS), "remark": KEEPERS | {"delegate", "alternate"}, "answer": {"delegate"}}

# What comes of a deed by whoever may do it; where nothing is said, the minutes are not there.
COMES = {
    **dict.fromkeys(
        CHANGES, {**dict.fromkeys(STATIONS, "done"), "round": "round_open", "approved": "minutes_approved"}
    ),
    "send": dict.fromkeys(("auto_draft", "editing", *SENT), "done"),
    "remark": dict.fromkeys(SENT, "done"),
    "settle": dict.fromkeys((*SENT, "approved", "published", "corrected"), "done"),
    "open_round": dict.fromkeys(SENT, "done"),
    "end_round": dict.fromkeys(SENT, "done"),
    "answer": {"sent": "round_over", "round": "done", "had": "round_over"},
    "approve": {"sent": "approval_waits", "round": "approval_waits", "had": "done", "approved": "done"},
    "publish": {"approved": "done", "published": "done", "corrected": "done"},
}  # fmt: skip
LEADS = {
    **{(deed, "auto_draft"): "editing" for deed in CHANGES}, **{(deed, "published"): "corrected" for deed in CHANGES},
    ("send", "auto_draft"): "sent_for_comments", ("send", "editing"): "sent_for_comments", ("answer", "round"): "approved",
    ("approve", "had"): "approved", ("publish", "approved"): "published",
}  # fmt: skip


def bring(held, station: str) -> None:
    """One station further."""
    row = Minutes.objects.get()
    match station:
        case "editing":
            editing.reword(held.spoken, text_ar="قال كلامًا.", text_en="", by=held.secretary)
        case "sent":
            held.send()
        case "round":
            approving.open_round(row, until=in_days(3), by=held.secretary)
            for delegate in held.delegates[1:3]:
                approving.answer(row, approves=True, by=delegate)
        case "had":
            approving.end_round(row, by=held.secretary)
            item = AgendaItem.objects.filter(sitting=held.chamber.sitting, state="done").first()
            Minutes.objects.update(approval_item=item)
        case "approved":
            approving.approve(row, by=held.secretary)
        case "published":
            approving.publish(row, by=held.secretary)
        case "corrected":
            editing.reword(held.spoken, text_ar="صُحح.", text_en="", why=WHY, by=held.secretary)


def expected(who: str, deed: str, station: str) -> tuple[str, str]:
    """The matrix, said once more in another way than the code does: what comes of it, and the state after."""
    if who not in MAY[deed]:
        return "not_allowed", STATE[station]
    came = COMES[deed].get(station, "minutes_not_there")
    return came, LEADS.get((deed, station), STATE[station]) if came == "done" else STATE[station]


def test_every_part_every_deed_every_state(held):
    MinutesComment.objects.create(minutes=held.minutes, person=held.delegates[0], text="أول ملاحظة")
    wrong = []
    for station in STATIONS:
        bring(held, station)
        for who in WHO:
            for deed in DEEDS:
                mark = transaction.savepoint()
                came = came_of(held, deed, person(held, who)), held.state
                transaction.savepoint_rollback(mark)
                if came != expected(who, deed, station):
                    wrong.append((station, who, deed, came, expected(who, deed, station)))
    assert wrong == []
