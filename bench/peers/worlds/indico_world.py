"""Run by Indico's own interpreter: a public meeting whose timetable has so many contributions."""

import datetime as dt
import sys

from indico.core.db import db
from indico.modules.categories.models.categories import Category
from indico.modules.events import Event
from indico.modules.events.contributions.models.contributions import Contribution
from indico.modules.events.models.events import EventType
from indico.modules.events.timetable.models.entries import TimetableEntry, TimetableEntryType
from indico.modules.users.operations import create_user
from indico.web.flask.app import make_app

A_DAY = 16


def build(rows: int) -> int:
    """Answers the number of the meeting."""
    boss = create_user("boss@example.org", {"first_name": "Boss", "last_name": "Bench", "affiliation": ""})
    boss.is_admin = True
    begins = dt.datetime.now(dt.UTC).replace(hour=8, minute=0, second=0, microsecond=0)
    category = Category(title="Bench", parent=Category.get_root())
    db.session.add(category)
    meeting = Event(
        category=category, type_=EventType.meeting, title="Bench", creator=boss, timezone="UTC", start_dt=begins,
        end_dt=begins + dt.timedelta(days=-(-rows // A_DAY)), acl_entries=set(),
    )  # fmt: skip
    db.session.add(meeting)
    # The numbers of its contributions are counted by another connection, which must find it.
    db.session.commit()
    for number in range(rows):
        day, turn = divmod(number, A_DAY)
        at = begins + dt.timedelta(days=day, minutes=45 * turn)
        item = Contribution(event=meeting, title=f"Subject {number} of the meeting", duration=dt.timedelta(minutes=40))
        item.timetable_entry = TimetableEntry(event=meeting, type=TimetableEntryType.CONTRIBUTION, start_dt=at)
        db.session.add(item)
    db.session.commit()
    return int(meeting.id)


if __name__ == "__main__":
    with make_app().app_context():
        print("meeting", build(int(sys.argv[1])))
