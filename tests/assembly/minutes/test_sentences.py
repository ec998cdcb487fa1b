"""The drafted minutes to the letter, in Arabic and in English."""

import datetime as dt

import pytest
from django.utils import timezone

from multaqa.assembly.domain import running, seats
from multaqa.assembly.domain.counting_ar import LISTENER, counted
from multaqa.assembly.domain.sentences import drafted
from multaqa.assembly.domain.sentences_ar import say as ar
from multaqa.assembly.domain.sentences_en import say as en
from multaqa.assembly.models import Entry, Sitting
from multaqa.common.digits import digits_chosen
from multaqa.rooms.domain import floor
from multaqa.rooms.models import Turn
from tests.assembly.minutes.conftest import drafted_of, speak, vote_on
from tests.assembly.sittings.conftest import build_chamber


def _plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def _said(entry: Entry) -> tuple[str, str]:
    with digits_chosen("latn"):
        return _plain(drafted(entry, "ar")), _plain(drafted(entry, "en"))


def _held(acts, arrive: int = 4, **more: object):
    """A sitting of four rooms, three of them needed: so many delegates come, it is opened, something happens, it ends."""
    chamber = build_chamber(kind="open", **more)
    chamber.arrive(chamber.chair, *chamber.delegates[:arrive])
    running.open_sitting(chamber.gathering, by=chamber.chair)
    acts(chamber)
    chamber.fresh()
    if chamber.sitting.state != "adjourned":
        running.adjourn(chamber.gathering, by=chamber.chair)
    return drafted_of(chamber)


def _entry(held, what: str) -> tuple[str, str]:
    return _said(held.minutes.entries.get(what=what))


def _nothing(chamber) -> None:
    """Nothing happens."""


@pytest.mark.django_db
def test_the_opening_and_its_quorum():
    held = _held(_nothing)
    entry = held.minutes.entries.get(what="opened")
    entry.facts |= {"at": "2026-11-28T20:00:00+00:00"}
    assert _said(entry) == (
        "افتُتحت الجلسة عند الساعة الحادية عشرة ليلًا بتوقيت مكة المكرمة، يوم السبت 18 جمادى الآخرة 1448هـ الموافق 28 نوفمبر "
        "2026م، واستضافتها غرفة ديوان الأدب. وكانت رئاسة الجلسة لفاطمة وأمانة السر لإبراهيم.",
        "The sitting was opened at 11:00 pm, Makkah time, on Saturday 18 Jumada al-Akhirah 1448 AH (28 November 2026), hosted by "
        "the room ديوان الأدب, with فاطمة in the chair and إبراهيم as secretary.",
    )
    assert _entry(held, "quorum") == (
        "اكتمل النصاب عند الافتتاح بحضور أربع غرف من أربع: ديوان الأدب، مجلس التاريخ، منبر الحوار، وواحة العلوم.",
        "There was a quorum at the opening, with four rooms of four present: ديوان الأدب, مجلس التاريخ, منبر الحوار and "
        "واحة العلوم.",
    )


@pytest.mark.django_db
def test_no_quorum():
    assert _entry(_held(_nothing, arrive=1), "quorum") == (
        "لم يكتمل النصاب عند الافتتاح بحضور غرفة واحدة من أربع: ديوان الأدب. وغابت ثلاث غرف: مجلس التاريخ ومنبر الحوار وواحة العلوم.",
        "There was no quorum at the opening, with one room of four present: ديوان الأدب. Absent: مجلس التاريخ, منبر الحوار and "
        "واحة العلوم.",
    )


@pytest.mark.parametrize(
    ("codes", "secret", "arabic", "english"),
    [
        (
            ("for", "for", "for", "against"), False,
            "طُرح للتصويت علنًا بالأغلبية البسيطة من الأصوات المُدلى بها: «هل يُعتمد؟». وكانت النتيجة: موافق 3، غير موافق 1، ممتنع 0. "
            "وكانت الغرف الحاضرة عند افتتاح التصويت 4 من 4، وعند إقفاله 4، والنصاب 3. فاعتُمد.",
            "Put to an open vote by simple majority of the votes cast: “هل يُعتمد؟”. The result: 3 for, 1 against, 0 abstaining. "
            "Rooms present when the vote opened: 4 of 4, when it closed: 4; quorum: 3. It was adopted.",
        ),
        (
            ("for", "against", "against", "abstain"), False,
            "طُرح للتصويت علنًا بالأغلبية البسيطة من الأصوات المُدلى بها: «هل يُعتمد؟». وكانت النتيجة: موافق 1، غير موافق 2، ممتنع 1. "
            "وكانت الغرف الحاضرة عند افتتاح التصويت 4 من 4، وعند إقفاله 4، والنصاب 3. فلم يُعتمد.",
            "Put to an open vote by simple majority of the votes cast: “هل يُعتمد؟”. The result: 1 for, 2 against, 1 abstaining. "
            "Rooms present when the vote opened: 4 of 4, when it closed: 4; quorum: 3. It was not adopted.",
        ),
        (
            ("for", "for", "against", "against"), False,
            "طُرح للتصويت علنًا بالأغلبية البسيطة من الأصوات المُدلى بها: «هل يُعتمد؟». وكانت النتيجة: موافق 2، غير موافق 2، ممتنع 0. "
            "وكانت الغرف الحاضرة عند افتتاح التصويت 4 من 4، وعند إقفاله 4، والنصاب 3. فتساوت الأصوات ولم يُعتمد.",
            "Put to an open vote by simple majority of the votes cast: “هل يُعتمد؟”. The result: 2 for, 2 against, 0 abstaining. "
            "Rooms present when the vote opened: 4 of 4, when it closed: 4; quorum: 3. The votes were equal, and it was not adopted.",
        ),
        (
            ("for",) * 4, True,
            "طُرح للتصويت سرًّا بالأغلبية البسيطة من الأصوات المُدلى بها: «هل يُعتمد؟». وكانت النتيجة: موافق 4، غير موافق 0، ممتنع 0. "
            "وكانت الغرف الحاضرة عند افتتاح التصويت 4 من 4، وعند إقفاله 4، والنصاب 3. فاعتُمد.",
            "Put to a secret vote by simple majority of the votes cast: “هل يُعتمد؟”. The result: 4 for, 0 against, 0 abstaining. "
            "Rooms present when the vote opened: 4 of 4, when it closed: 4; quorum: 3. It was adopted.",
        ),
    ],
    ids=["carried", "not carried", "tie", "secret"],
)  # fmt: skip
@pytest.mark.django_db
def test_a_vote(codes, secret, arabic, english):
    held = _held(lambda chamber: vote_on(chamber, "هل يُعتمد؟", codes=codes, secret=secret))
    assert _entry(held, "ballot") == (arabic, english)


@pytest.mark.django_db
def test_a_swap_of_delegates_and_who_sat_for_the_room():
    def swap(chamber):
        chamber.arrive(chamber.alternates[0])
        seats.take_seat(chamber.gathering, by=chamber.alternates[0])

    held = _held(swap, arrive=2)
    assert _entry(held, "swap") == (
        "انتقل مقعد غرفة ديوان الأدب إلى عادل بعد طارق.",
        "The seat of the room ديوان الأدب passed from طارق to عادل.",
    )
    assert _entry(held, "attendance") == (
        "وحضر عن غرفة ديوان الأدب طارق ثم عادل وعن غرفة مجلس التاريخ منى.",
        "Present were طارق and then عادل for the room ديوان الأدب and منى for the room مجلس التاريخ.",
    )


@pytest.mark.django_db
def test_a_delegate_who_was_removed_still_attended():
    def remove(chamber):
        seats.remove_from_sitting(chamber.gathering, person=chamber.delegates[0].pk, why="مقاطعة متكررة", by=chamber.chair)

    held = _held(remove, arrive=2)
    assert _entry(held, "removed") == (
        "قرّرت رئاسة الجلسة إخراج طارق عن غرفة ديوان الأدب من الجلسة، والسبب: مقاطعة متكررة.",
        "The chair removed طارق, of the room ديوان الأدب, from the sitting. The reason: مقاطعة متكررة.",
    )
    assert _entry(held, "attendance") == (
        "وحضر عن غرفة ديوان الأدب طارق إلى حين الإخراج من الجلسة وعن غرفة مجلس التاريخ منى.",
        "Present were طارق (until removed from the sitting) for the room ديوان الأدب and منى for the room مجلس التاريخ.",
    )


@pytest.mark.django_db
def test_a_prayer_break():
    def pray(chamber):
        running.suspend_sitting(chamber.gathering, minutes=10, prayer=True, by=chamber.chair)

    assert _entry(_held(pray), "suspended") == (
        "عُلِّقت الجلسة لاستراحة الصلاة.",
        "The sitting was suspended for the prayer break.",
    )


@pytest.mark.django_db
def test_a_question_that_was_declined():
    def decline(chamber):
        tariq, mona = chamber.delegates[:2]
        floor.ask(chamber.gathering, by=tariq)
        floor.start(chamber.gathering, by=tariq)
        speaking = Turn.objects.get(person=tariq)
        floor.ask(chamber.gathering, kind="interposed", to=speaking.pk, by=mona)
        running.answer_interposed(chamber.gathering, turn=Turn.objects.get(person=mona).pk, yes=False, by=tariq)
        Turn.objects.filter(person=tariq).update(running_since=timezone.now() - dt.timedelta(seconds=60))
        floor.finish(chamber.gathering, by=tariq)

    assert _entry(_held(decline), "interposed_declined") == (
        "طُلب توجيه سؤال أثناء الكلمة من منى عن غرفة مجلس التاريخ إلى طارق، فلم يُقبل.",
        "منى, for the room مجلس التاريخ, asked to put a question to طارق during the speech; it was declined.",
    )


@pytest.mark.django_db
def test_whoever_declines_to_be_recorded_speaks_all_the_same():
    def decline(chamber):
        seats.record_me(chamber.gathering, yes=False, by=chamber.delegates[0])
        speak(chamber, chamber.delegates[0], 120)

    held = _held(decline)
    assert _entry(held, "spoke") == (
        "أُعطيت الكلمة لطارق عن غرفة ديوان الأدب، في مداخلة دامت دقيقتين، ولم تُسجَّل بطلب.",
        "The floor was given to طارق for the room ديوان الأدب for a contribution, which took two minutes. It was not recorded, "
        "by request.",
    )
    assert held.spoken.at_ms == 0


@pytest.mark.django_db
def test_an_item_that_is_not_recorded_says_so():
    def silent(chamber):
        running.record_item(chamber.gathering, item=chamber.items[0].pk, yes=False, by=chamber.chair)
        speak(chamber, chamber.delegates[0], 120)

    assert _entry(_held(silent), "spoke") == (
        "أُعطيت الكلمة لطارق عن غرفة ديوان الأدب، في مداخلة دامت دقيقتين، ولم تُسجَّل لأن البند لا يُسجَّل.",
        "The floor was given to طارق for the room ديوان الأدب for a contribution, which took two minutes. It was not recorded, "
        "as the item is not.",
    )


@pytest.mark.parametrize(
    ("listeners", "peak", "arabic", "english"),
    [
        (0, 0, "", ""),
        (1, 1, ". واستمع إلى الجلسة مستمع واحد", ". The sitting had one listener"),
        (2, 1, ". واستمع إلى الجلسة مستمعان، ولم يزد عددهم في وقت واحد على واحد",
         ". The sitting had two listeners, never more than one at one time"),
        (3, 2, ". واستمع إلى الجلسة ثلاثة مستمعين، ولم يزد عددهم في وقت واحد على اثنين",
         ". The sitting had three listeners, never more than two at one time"),
        (11, 11, ". واستمع إلى الجلسة أحد عشر مستمعًا", ". The sitting had eleven listeners"),
        (100, 99, ". واستمع إلى الجلسة ١٠٠ مستمع، ولم يزد عددهم في وقت واحد على تسعة وتسعين",
         ". The sitting had 100 listeners, never more than 99 at one time"),
        (2418, 1200, ". واستمع إلى الجلسة ٢٤١٨ مستمعًا، ولم يزد عددهم في وقت واحد على 1200",
         ". The sitting had 2,418 listeners, never more than 1,200 at one time"),
    ],
)  # fmt: skip
def test_listeners_are_counted_rightly(listeners, peak, arabic, english):
    facts = {"seated": [], "listeners": listeners, "peak": peak}
    assert ar("attendance", facts) == f"لم يشغل أحد مقعد غرفة{arabic}."
    assert en("attendance", facts) == f"Nobody held the seat of a room{english}."


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "مستمع واحد"),
        (2, "مستمعان"),
        (3, "ثلاثة مستمعين"),
        (10, "عشرة مستمعين"),
        (12, "اثنا عشر مستمعًا"),
        (103, "١٠٣ مستمعين"),
    ],
)
def test_six_plural_forms(number, said):
    assert counted(number, LISTENER, "nom") == said


@pytest.mark.django_db
def test_delegates_are_named_and_not_counted_as_listeners():
    held = _held(_nothing)
    assert held.minutes.entries.get(what="attendance").facts["listeners"] == 0
    assert Sitting.objects.get().recorded
