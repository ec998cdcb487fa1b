"""Every deed on a contribution by its name, and every part somebody can have in it."""

from dataclasses import dataclass

from django.db import transaction

from multaqa.accounts.models import Person
from multaqa.alliance.models import Alliance, OfficeHeld
from multaqa.common.names import name_key
from multaqa.common.refusal import Refused
from multaqa.contributions.domain import bringing, linking, supporting, weighing
from multaqa.contributions.models import Call, Comment, Contribution, Link
from multaqa.rooms.models import Membership
from tests.alliance.world import World, new_person

COMMITTEE = ("coordinator", "secretary", "chair")
ACCOUNTS = ("author", "delegate", "alternate", "member", "owner", "stranger", "elsewhere", *COMMITTEE)
WHO = (*ACCOUNTS, "visitor")
DEEDS = (
    "bring", "edit", "withdraw", "endorse", "discuss", "note", "take", "give_back", "accept", "refuse", "defer", "publish",
    "propose_merge", "agree", "keep_apart", "mark_duplicate", "hide",
)  # fmt: skip
SENTENCE = "سبقت إليها غرفة أخرى."


@dataclass
class Brought:
    """Sami's idea, which the committee proposed to merge into the first; of it `remark` was said. `people` are by part."""

    call: Call
    idea: Contribution
    merge: Link
    remark: Comment
    others: tuple[Contribution, Contribution]
    people: dict[str, Person]

    @property
    def stands(self) -> tuple[str, str]:
        """Its state, and what was decided and not yet published."""
        return Contribution.objects.values_list("state", "pending_state").get(pk=self.idea.pk)


def bring_it(world: World, call: Call) -> Brought:
    """Brings it, and names everybody who could do something to it."""
    world.name_delegates(world.make_series())
    room = world.rooms[1]
    author = new_person("سامية")
    people = {
        "author": author, "delegate": world.delegates[room.pk], "alternate": world.alternates[room.pk],
        "member": _member_of(world), "owner": world.owners[1], "stranger": world.salwa, "visitor": world.zahir,
        "elsewhere": _coordinates_another_alliance(), "coordinator": world.coordinator, "secretary": world.secretary,
        "chair": world.chair,
    }  # fmt: skip
    first, second, idea = (
        bringing.bring(call, kind="idea", title=title, body="نص", by=by)
        for title, by in (("فكرة أولى", world.owners[0]), ("فكرة ثانية", world.owners[0]), ("فكرة سامية", author))
    )
    merge = linking.propose_merge(idea, first.number, by=world.secretary)
    remark = supporting.comment(idea, "كلام يؤخذ ويردّ.", by=world.salwa)
    return Brought(call, idea, merge, remark, (first, second), people)


def came_of(brought: Brought, deed: str, by: Person) -> str:
    """ "done", or the code of the refusal."""
    try:
        with transaction.atomic():
            _do(brought, deed, by)
    except Refused as refused:
        return refused.code
    return "done"


def _do(brought: Brought, deed: str, by: Person) -> None:
    idea, second = brought.idea, brought.others[1].number
    match deed:
        case "bring":
            bringing.bring(brought.call, kind="question", title="سؤال للضيف", by=by)
        case "edit":
            bringing.change(idea, title="عنوان أوضح", body="نص أوضح", by=by)
        case "withdraw":
            bringing.withdraw(idea, by=by)
        case "endorse":
            supporting.endorse(idea, by=by)
        case "discuss" | "note":
            supporting.comment(idea, "فيها نظر.", review=deed == "note", by=by)
        case "take":
            weighing.take(idea, by=by)
        case "give_back":
            weighing.request_changes(idea, note="أضف مثالًا.", by=by)
        case "accept" | "refuse" | "defer":
            state = {"accept": "accepted", "refuse": "not_accepted", "defer": "deferred"}[deed]
            weighing.decide(idea, state, answer=SENTENCE, by=by)
        case "publish":
            weighing.publish_all(brought.call, by=by)
        case "propose_merge":
            linking.propose_merge(idea, second, by=by)
        case "agree":
            linking.agree(brought.merge, by=by)
        case "keep_apart":
            linking.keep_apart(brought.merge, by=by)
        case "mark_duplicate":
            linking.mark_duplicate(idea, second, by=by)
        case "hide":
            weighing.hide(brought.remark, why="خارج الموضوع", by=by)


def _member_of(world: World) -> Person:
    person = new_person("رجاء")
    Membership.objects.create(room=world.rooms[1], person=person, by=world.owners[1])
    return person


def _coordinates_another_alliance() -> Person:
    """An office elsewhere is none here."""
    person = new_person("جهاد")
    other = Alliance.objects.create(
        slug="akhar", name="تحالف آخر", name_key=name_key("تحالف آخر"), purpose="غيرنا", founded_by=person
    )
    OfficeHeld.objects.create(alliance=other, person=person, office="coordinator", by=person)
    return person
