"""The English of minutes: what each thing that happened reads like. It says what the Arabic says."""

from collections.abc import Callable, Sequence
from typing import Any

from multaqa.assembly.domain.told import Facts, date_of, isolated, moment_of, place_of
from multaqa.common.hijri import announce_day

MEETINGS = {
    "preparatory": "preparatory meeting", "open": "open meeting", "extraordinary": "extraordinary meeting", "rehearsal":
    "rehearsal", }  # fmt: skip
KINDS = {
    "contribution": "a contribution", "question": "a question", "reply": "a right of reply", "presenter": "a presentation",
    "notice": "a technical notice",
}  # fmt: skip
MAJORITIES = {"simple": "simple majority", "absolute": "absolute majority", "two_thirds": "two-thirds majority"}
BASES = {"cast": "of the votes cast", "present": "of the rooms present", "seats": "of all seats"}
ANSWERS = {"for": "for", "against": "against", "abstain": "abstaining"}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def say(what: str, facts: Facts) -> str:
    """The sentence of one thing that happened; empty for a word that is not known."""
    return SAYINGS[what](facts) if what in SAYINGS else ""


def approval(facts: Facts) -> str:
    """As in "Approval of the minutes of the open meeting of cycle 3": the item of an agenda."""
    return f"Approval of the minutes of the {MEETINGS[facts['kind']]} of cycle {facts['cycle']}"


def title(facts: Facts) -> str:
    """As in "Minutes of the open meeting of cycle 3"."""
    return f"Minutes of the {MEETINGS[facts['kind']]} of cycle {facts['cycle']}"


def name(text: str) -> str:
    """A name as it stands in an English line."""
    return isolated(text, "en")


def room(text: str) -> str:
    """A room by its name."""
    return f"the room {name(text)}"


def listed(parts: Sequence[str]) -> str:
    """As in "a, b and c"."""
    return " and ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def number(count: int) -> str:
    """Words up to twelve."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def counted(count: int, noun: str) -> str:
    """As in "one room", "ten rooms"."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def duration(seconds: int) -> str:
    """As in "three and a half minutes", "40 seconds", "one hour and 44 minutes". From an hour on, whole minutes."""
    if seconds < 60:
        return "less than a second" if seconds < 1 else counted(seconds, "second")
    if seconds >= 3600:
        return _two_parts(*divmod(seconds // 60, 60), "hour", "minute")
    return _two_parts(*divmod(seconds, 60), "minute", "second")


def _two_parts(large: int, small: int, larger: str, smaller: str) -> str:
    if small == 0:
        return counted(large, larger)
    if small == 30:
        return f"{number(large)} and a half {larger}s"
    return f"{counted(large, larger)} and {counted(small, smaller)}"


def _hour(facts: Facts) -> str:
    moment = moment_of(facts)
    return f"{moment.hour % 12 or 12}:{moment.minute:02} {'am' if moment.hour < 12 else 'pm'}, {place_of(facts, 'en')} time"


def _opened(facts: Facts) -> str:
    said = f"The sitting was opened at {_hour(facts)}, on {announce_day(date_of(facts), 'hijri', 'en', 'latn')}"
    if facts.get("host"):
        said += f", hosted by {room(facts['host'])}"
    offices = []
    if facts.get("chair"):
        offices.append(f"{name(facts['chair'])} in the chair")
    if facts.get("secretary"):
        offices.append(f"{name(facts['secretary'])} as secretary")
    return said + (f", with {' and '.join(offices)}." if offices else ".")


def _quorum(facts: Facts) -> str:
    present, absent = facts["present"], facts["absent"]
    if not present:
        return "No room was present at the opening."
    met = "There was a quorum" if len(present) >= facts["needed"] else "There was no quorum"
    rooms = f"{counted(len(present), 'room')} of {number(facts['seats'])} present"
    said = f"{met} at the opening, with {rooms}: {listed(list(map(name, present)))}"
    return said + (f". Absent: {listed(list(map(name, absent)))}." if absent else ".")


def _attendance(facts: Facts) -> str:
    seated = [f"{_sat(row)} for {room(row['room'])}" for row in facts["seated"]]
    said = f"Present were {listed(seated)}" if seated else "Nobody held the seat of a room"
    return said + _listened(facts["listeners"], facts["peak"]) + "."


def _sat(row: Facts) -> str:
    removed = row.get("removed", ())
    sat = [row["person"], *row.get("then", ())]
    return " and then ".join(name(each) + (" (until removed from the sitting)" if each in removed else "") for each in sat)


def _listened(listeners: int, peak: int) -> str:
    if not listeners:
        return ""
    said = f". The sitting had {counted(listeners, 'listener')}"
    return said if peak >= listeners else f"{said}, never more than {number(peak)} at one time"


def _agenda(facts: Facts) -> str:
    return f"An agenda of {counted(facts['items'], 'item')} was before the sitting."


def _item_spent(facts: Facts) -> str:
    spent = duration(facts["spent"])
    if facts["kind"] == "prayer":
        return f"The prayer break lasted {spent}."
    if facts["kind"] == "break":
        return f"The break lasted {spent}."
    planned = (
        f"{duration(facts['planned'] * 60).capitalize()} had been planned for the item; it" if facts["planned"] else "The item"
    )
    return f"{planned} took {spent}."


def _item_carried(facts: Facts) -> str:
    return f"The item “{facts['title']}” was carried over to the next meeting."


def _item_left(facts: Facts) -> str:
    return f"The item “{facts['title']}” was not reached in this sitting."


def _item_paper(facts: Facts) -> str:
    by = f", presented by {name(facts['presenter'])}" if facts.get("presenter") else ""
    return f"Contribution {facts['number']}, “{facts['title']}”, was considered{by}."


def _spoke(facts: Facts) -> str:
    whose = f" for {room(facts['room'])}" if facts.get("room") else ""
    if facts["kind"] == "written":
        return f"A written contribution of {name(facts['person'])}{whose} was read out: “{facts['text']}”"
    lasting = duration(facts["seconds"])
    if facts["kind"] == "order":
        said = f"{name(facts['person'])}{whose} raised a point of order, which took {lasting}"
    elif facts["kind"] == "interposed":
        said = f"{name(facts['person'])}{whose} put an interposed question{_asked(facts)}, which took {lasting}"
    else:
        said = f"The floor was given to {name(facts['person'])}{whose} for {KINDS[facts['kind']]}, which took {lasting}"
    if facts.get("revoked"):
        said += ", and was then withdrawn" + (f" for this reason: {facts['why']}" if facts.get("why") else "")
    return said + _off_record(facts.get("off_record"))


def _off_record(why: object) -> str:
    if why == "item":
        return ". It was not recorded, as the item is not."
    return ". It was not recorded, by request." if why else "."


def _interposed_declined(facts: Facts) -> str:
    whose = f", for {room(facts['room'])}," if facts.get("room") else ""
    return f"{name(facts['person'])}{whose} asked to put a question to {name(facts['asked'])} during the speech; it was declined."


def _asked(facts: Facts) -> str:
    return f" to {name(facts['asked'])}" if facts.get("asked") else ""


def _suspended(facts: Facts) -> str:
    why = " for the prayer break" if facts.get("prayer") else f" for this reason: {facts['why']}" if facts.get("why") else ""
    return f"The sitting was suspended{why}."


def _resumed(facts: Facts) -> str:
    return f"The sitting was resumed after {duration(facts['after'])}."


def _swap(facts: Facts) -> str:
    before = f" from {name(facts['before'])}" if facts.get("before") else ""
    return f"The seat of {room(facts['room'])} passed{before} to {name(facts['after'])}."


def _removed(facts: Facts) -> str:
    whose = f", of {room(facts['room'])}," if facts.get("room") else ""
    return f"The chair removed {name(facts['person'])}{whose} from the sitting. The reason: {facts['why']}."


def _ballot(facts: Facts) -> str:
    method = "a secret vote" if facts["secret"] else "an open vote"
    said = f"Put to {method} by {MAJORITIES[facts['majority']]} {BASES[facts['base']]}: “{facts['question']}”"
    said += f". The result: {', '.join(_count(row) for row in facts['choices'])}"
    said += _quorum_of(facts)
    return f"{said}. {_outcome(facts)}."


def _count(row: Facts) -> str:
    return f"{row['count']} {ANSWERS.get(row['code'], row['text'])}"


def _quorum_of(facts: Facts) -> str:
    at_opening, at_closing = facts.get("quorum_at_opening"), facts.get("quorum_at_closing")
    if at_opening is None:
        return ""
    seats = f" of {at_opening['seats']}" if at_opening.get("seats") else ""
    said = f". Rooms present when the vote opened: {at_opening['present']}{seats}"
    if at_closing is not None:
        said += f", when it closed: {at_closing['present']}"
    return f"{said}; quorum: {at_opening['needed']}"


def _outcome(facts: Facts) -> str:
    if facts.get("winner"):
        return f"“{facts['winner']}” was chosen"
    if facts.get("tie"):
        return "The votes were equal, and it was not adopted"
    if facts.get("adopted") is None:
        return "Nothing was chosen" if facts["method"] != "yes_no" else "The result was left undecided"
    return "It was adopted" if facts["adopted"] else "It was not adopted"


def _ballot_voided(facts: Facts) -> str:
    why = f" The reason: {facts['why']}." if facts.get("why") else ""
    return f"The vote on “{facts['question']}” was voided.{why}"


def _ballot_unpublished(facts: Facts) -> str:
    return f"A vote was held on “{facts['question']}”; its result was not announced."


def _decision(facts: Facts) -> str:
    return str(facts["text"])


def _action(facts: Facts) -> str:
    owner = room(facts["room"]) if facts.get("room") and not facts.get("owner") else name(facts.get("owner", ""))
    due = f" Due on {announce_day(date_of(facts, 'due'), 'gregorian', 'en', 'latn')}." if facts.get("due") else ""
    return f"Action for {owner}: {facts['text']}.{due}"


def _adjourned(facts: Facts) -> str:
    said = f"The sitting was adjourned at {_hour(facts)}"
    if facts.get("lasted"):
        said += f", having lasted {duration(facts['lasted'])}"
    if facts.get("next"):
        said += f"; the next sitting is on {announce_day(date_of(facts, 'next'), 'hijri', 'en', 'latn')}"
    return said + "."


SAYINGS: dict[str, Callable[[dict[str, Any]], str]] = {
    "opened": _opened,
    "quorum": _quorum,
    "attendance": _attendance,
    "agenda": _agenda,
    "item_paper": _item_paper,
    "item_spent": _item_spent,
    "item_carried": _item_carried,
    "item_left": _item_left,
    "spoke": _spoke,
    "interposed_declined": _interposed_declined,
    "suspended": _suspended,
    "resumed": _resumed,
    "swap": _swap,
    "removed": _removed,
    "ballot": _ballot,
    "ballot_voided": _ballot_voided,
    "ballot_unpublished": _ballot_unpublished,
    "decision": _decision,
    "action": _action,
    "adjourned": _adjourned,
}
