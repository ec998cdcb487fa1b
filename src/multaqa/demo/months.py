"""The alliance of the demo and its months: two that were held, with all that came of them, and a third in preparation."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.domain import charter, founding, mandates, offices, seats, series
from multaqa.alliance.models import Alliance, Series
from multaqa.assembly.enums import CycleState
from multaqa.assembly.models import Cycle, CycleStep, HostTurn, Sitting
from multaqa.contributions.models import Call
from multaqa.demo import held, sound
from multaqa.demo.moments import at_moment
from multaqa.demo.papers import hand_in_papers
from multaqa.demo.telling import ABOUT, CHARTER, DELEGATES, MONTHS, NEW_RULE, PURPOSE
from multaqa.rooms.models import Room

ZONE = "Asia/Riyadh"
HOUR = dt.time(23)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = dt.timedelta(days=1)

Make = Callable[[str, str], Person]


def build(rooms: list[Room], people: dict[str, Person], make: Make) -> dict[str, Person]:
    """Founds the alliance and lives through its months; answers the people it brought, by part."""
    days = meeting_days(timezone.now().astimezone(ZoneInfo(ZONE)).date())
    with at_moment(_at(days[0]) - 45 * DAY):
        brought = {part: make(part, name) for part, name in (("coordinator", "هالة منصور"), ("secretary", "مازن التونسي"))}
        brought |= {f"delegate_{i + 1}": make(f"delegate_{i + 1}", name) for i, (name, _) in enumerate(DELEGATES)}
        brought |= {f"alternate_{i + 1}": make(f"alternate_{i + 1}", other) for i, (_, other) in enumerate(DELEGATES) if other}
        alliance, monthly = _found(rooms, people, brought, days)
    _name_delegates(monthly, rooms, brought, days)
    first, second, third = MONTHS
    everybody = brought | people
    cycles = [plan(monthly, number, days[number - 1], rooms[(number * 2 - 1) % 8], MONTHS[number - 1].topic) for number in (1, 2)]
    # The first month's minutes put themselves on the agenda of the second's preparatory sitting, which is planned by then.
    held.hold_month(cycles[0], first, everybody)
    held.hold_month(cycles[1], second, everybody)
    held.approve_in_writing(cycles[1], everybody)
    coming = plan(monthly, 3, days[2], rooms[5], third.topic)
    held.prepare_month(coming, third, everybody, rooms)
    hand_in_papers(coming, brought)
    sound.forget_this_node()
    return brought


def meeting_days(today: dt.date) -> list[dt.date]:
    """The days of the three open meetings, all of one rule: the third's preparatory meeting is on the coming Saturday."""
    coming = today + ((5 - today.weekday()) % 7 or 7) * DAY
    third = coming + 14 * DAY
    nth = min(4, (third.day - 1) // 7 + 1)
    third = _nth_saturday(third.year, third.month, nth)
    if third - 14 * DAY <= today:
        third = _nth_saturday(*_month_after(third), nth)
    second = _nth_saturday(*_month_before(third), nth)
    return [_nth_saturday(*_month_before(second), nth), second, third]


def _nth_saturday(year: int, month: int, nth: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + ((5 - first.weekday()) % 7 + 7 * (nth - 1)) * DAY


def _month_before(day: dt.date) -> tuple[int, int]:
    return (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)


def _month_after(day: dt.date) -> tuple[int, int]:
    return (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)


def _at(day: dt.date, hour: dt.time = HOUR) -> dt.datetime:
    return dt.datetime.combine(day, hour, ZoneInfo(ZONE)).astimezone(dt.UTC)


def _found(
    rooms: list[Room], people: dict[str, Person], brought: dict[str, Person], days: list[dt.date]
) -> tuple[Alliance, Series]:
    coordinator = brought["coordinator"]
    alliance = founding.found_alliance(
        name="تحالف الغرف", purpose=PURPOSE, charter=CHARTER, about=ABOUT, time_zone=ZONE, by=coordinator
    )
    in_force = charter.in_force(alliance)
    for room in rooms:
        owner = room.made_by
        seat = seats.apply_for_seat(alliance, room, word="نمدّ أيدينا إليكم.", charter=in_force, by=owner)
        seats.admit(seat, by=coordinator)
    charter.publish_charter(alliance, text=CHARTER + NEW_RULE, change_note="أضيفت قاعدة الضيوف.", by=coordinator)
    offices.give_office(alliance, people["owner"], "chair", by=coordinator)
    offices.give_office(alliance, brought["secretary"], "secretary", by=coordinator)
    nth = (days[0].day - 1) // 7 + 1
    monthly = series.make_series(
        alliance,
        by=coordinator,
        title="الاجتماع الشهري",
        calendar="gregorian",
        rule=f"FREQ=MONTHLY;BYDAY={nth}{WEEKDAYS[5]}",
        at=HOUR,
        time_zone=ZONE,
        starts_on=days[0],
        minutes=120,
        prepare_days=14,
        prepare_at=HOUR,
        city="makkah",
        city_latitude=21.4225,
        city_longitude=39.8262,
        quorum_numerator=2,
        quorum_denominator=3,
    )
    return alliance, monthly


def _name_delegates(monthly: Series, rooms: list[Room], brought: dict[str, Person], days: list[dt.date]) -> None:
    """Nine of twelve rooms have named somebody; two of them an alternate too. One proposal waits for its answer."""
    for i, (_, other) in enumerate(DELEGATES):
        room = rooms[i]
        with at_moment(_at(days[0]) - (30 - i) * DAY):
            _name(monthly, room, brought[f"delegate_{i + 1}"], "delegate")
            if other:
                _name(monthly, room, brought[f"alternate_{i + 1}"], "alternate")


def _name(monthly: Series, room: Room, person: Person, role: str) -> None:
    mandate = mandates.propose(monthly, room, person, role, by=room.made_by)
    mandates.accept(mandate, by=person)


def plan(monthly: Series, number: int, day: dt.date, host: Room, topic: str) -> Cycle:
    """A month with its two sittings and its deadlines."""
    prepares, opens = _at(day - 14 * DAY), _at(day)
    with at_moment(prepares - 24 * DAY):
        call = Call.objects.create(
            alliance=monthly.alliance,
            title=topic,
            text="شاركونا أفكاركم وآراءكم ومقترحاتكم وأسئلتكم لضيف اللقاء. كل مشاركة تُقرأ، ولكل مشاركة جواب يُنشر.",
            opens_at=prepares - 24 * DAY,
            closes_at=prepares - 2 * DAY,
            papers_due_at=prepares - 3 * DAY,
            made_by=monthly.made_by,
        )
        cycle = Cycle.objects.create(
            call=call,
            series=monthly,
            number=number,
            date=day,
            topic=topic,
            host_room=host,
            delegates_due_at=prepares - 4 * DAY,
            papers_due_at=prepares - 3 * DAY,
            made_by=monthly.made_by,
        )
        CycleStep.objects.create(cycle=cycle, state=CycleState.PLANNED, by=monthly.made_by)
        HostTurn.objects.create(cycle=cycle, room=host, suggested=host)
        for kind, starts in (("preparatory", prepares), ("open", opens)):
            Sitting.objects.create(
                cycle=cycle,
                kind=kind,
                room=host,
                state="scheduled",
                starts_at=starts,
                ends_at=starts + dt.timedelta(minutes=120),
                time_zone=ZONE,
                local_start=starts.astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%dT%H:%M"),
                published_at=timezone.now(),
                quorum_needed=8,
                recorded=True,
                uid=f"{cycle.pk}-{kind}@{monthly.alliance.slug}",
            )
    return cycle
