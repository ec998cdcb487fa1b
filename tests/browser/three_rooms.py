"""An alliance of three rooms in an empty server, for stories that need every one of its people. Prints the sign-in links as JSON
by part, and the addresses the story begins at. Run with the server's settings."""

import datetime as dt
import json
import os

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402


def build() -> dict[str, str]:
    """What it made, as paths."""
    from multaqa.accounts.models import Person
    from multaqa.alliance.domain import charter, founding, mandates, offices, seats, series
    from multaqa.common.names import name_key
    from multaqa.demo.links import link_for
    from multaqa.rooms.enums import Role
    from multaqa.rooms.models import Membership, Room

    def person(part: str, name: str) -> Person:
        from allauth.account.models import EmailAddress

        made = Person.objects.new(name, email=f"{part}@demo.example", joined_at=timezone.now())
        EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
        return made

    def room(slug: str, name: str, owner: Person) -> Room:
        made = Room.objects.create(slug=slug, name=name, name_key=name_key(name), offers="تجربة الغرف", made_by=owner)
        Membership.objects.create(room=made, person=owner, role=Role.OWNER, by=owner)
        return made

    named = {
        "coordinator": "هالة منصور", "chair": "عبد الرحيم القاضي", "secretary": "مازن التونسي", "owner": "سلمى الجزائري",
        "delegate": "خالد الدرعي", "newcomer": "أمل الشنقيطي", "visitor": "ياسمين",
    }  # fmt: skip
    people = {part: person(part, name) for part, name in named.items()}
    rooms = [room(f"room-{n}", name, people["owner"]) for n, name in enumerate(("مجلس الضياء", "بيت الحكمة", "رواق الأدب"))]
    for n, part in enumerate(("delegate", "newcomer")):
        Membership.objects.create(room=rooms[n], person=people[part], role=Role.MEMBER, by=people["owner"])
    alliance = founding.found_alliance(
        name="تحالف الغرف الثلاث", purpose="لقاء كل شهر", charter="١. كل غرفة سيدة نفسها.", by=people["coordinator"]
    )
    for one in rooms:
        seat = seats.apply_for_seat(alliance, one, charter=charter.in_force(alliance), by=people["owner"])
        seats.admit(seat, by=people["coordinator"])
    for part in ("chair", "secretary"):
        offices.give_office(alliance, people[part], part, by=people["coordinator"])
    day = timezone.localdate() + dt.timedelta(days=26)
    monthly = series.make_series(
        alliance, by=people["coordinator"], title="الاجتماع الشهري", calendar="gregorian",
        rule=f"FREQ=MONTHLY;BYMONTHDAY={min(day.day, 28)}", at=dt.time(23), time_zone="Asia/Riyadh", starts_on=timezone.localdate(),
        minutes=90, prepare_days=14, prepare_at=dt.time(23), quorum_numerator=1, quorum_denominator=2,
    )  # fmt: skip
    mandates.accept(mandates.propose(monthly, rooms[0], people["delegate"], by=people["owner"]), by=people["delegate"])
    paths = {"plan": f"/months/series/{monthly.pk}/plan/", "mandates": f"/alliances/{alliance.slug}/mandates/"}
    paths["name"] = f"{paths['mandates']}rooms/{rooms[1].slug}/"
    home = {"coordinator": paths["plan"], "owner": paths["name"], "newcomer": paths["mandates"]}
    return {part: link_for(one, home.get(part, f"/alliances/{alliance.slug}/")) for part, one in people.items()} | paths


if __name__ == "__main__":
    assert os.environ["MULTAQA_DATA"]
    call_command("migrate", verbosity=0)
    print(json.dumps(build(), ensure_ascii=False))
