"""The report as tables for a spreadsheet: figures as they are, in the digits and units a machine reads."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from multaqa.assembly.domain.report import Report
from multaqa.assembly.domain.report_rows import RoomRow
from multaqa.assembly.domain.report_words import capacity_word, door_word, kind_word

Row = Sequence[object]
# A cell that begins with one of these is a formula to a spreadsheet, and a name may be one (CWE-1236).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def table_of(report: Report, name: str, zone: str, *, names: bool) -> list[Row]:
    """The rows of one of TABLES, its heading first. `names` says whether names of people may stand in it."""
    return TABLES[name](report, ZoneInfo(zone), names)


def as_csv(rows: Sequence[Row]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it, and no cell that is taken for a formula."""
    told = io.StringIO(newline="")
    csv.writer(told).writerows([[_plain(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + told.getvalue().encode()


def _plain(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _rooms(report: Report, zone: ZoneInfo, names: bool) -> list[Row]:
    spoken: list[Row] = [(row.name, row.spoken, row.turns) for row in report.rooms]
    if not names:
        return [(_("Room"), _("Speaking time, seconds"), _("Turns")), *spoken]
    heads = (
        _("Room"), _("Present from"), _("Present until"), _("Present, seconds"), _("Share of the sitting, percent"),
        _("People of the room"), _("Speaking time, seconds"), _("Turns"),
    )  # fmt: skip
    return [heads, *(_room(row, zone) for row in report.rooms)]


def _room(row: RoomRow, zone: ZoneInfo) -> Row:
    there = (_clock(row.came, zone), _clock(row.left, zone), row.seconds, row.percent)
    return (row.name, *there, row.people, row.spoken, row.turns)


def _speakers(report: Report, zone: ZoneInfo, names: bool) -> list[Row]:
    heads = (_("Name"), _("Room"), _("Capacity"), _("Speaking time, seconds"), _("Turns"), _("Waited, seconds"), _("First word"))
    rows = [
        (row.name, row.room, capacity_word(row.capacity), row.spoken, row.turns, "" if row.waited is None else row.waited,
         int(row.is_first))
        for row in report.speakers
    ]  # fmt: skip
    return [heads, *rows] if names else [heads]


def _presence(report: Report, zone: ZoneInfo, names: bool) -> list[Row]:
    return [(_("Hour"), _("Most present")), *((_clock(part.at, zone), part.present) for part in report.presence)]


def _totals(report: Report, zone: ZoneInfo, names: bool) -> list[Row]:
    rows: list[Row] = [
        (_("What was counted"), _("Figure"), _("Unit")),
        (_("Length of the sitting"), report.seconds, _("seconds")),
        (_("People and browsers in all"), report.unique, ""),
        (_("Most at one time"), report.peak, ""),
        (_("Rooms present"), report.rooms_present, ""),
        (_("Speakers"), len(report.speakers), ""),
        (_("Speaking time in all"), report.spoken, _("seconds")),
        (_("First words"), report.first_words, ""),
    ]
    if report.waited is not None:
        rows.append((_("Median wait in the line"), report.waited, _("seconds")))
    rows += [(door_word(door), seconds, _("seconds")) for door, seconds in report.doors.items()]
    rows += [(capacity_word(row.name), row.spoken, _("seconds")) for row in report.capacities]
    return rows + [(kind_word(row.name), row.spoken, _("seconds")) for row in report.kinds]


def _clock(moment: dt.datetime | None, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if moment else ""


TABLES: dict[str, Callable[[Report, ZoneInfo, bool], list[Row]]] = {
    "rooms": _rooms,
    "speakers": _speakers,
    "presence": _presence,
    "totals": _totals,
}
# Of these there is nothing without the names of people.
OF_PEOPLE = frozenset({"speakers"})
