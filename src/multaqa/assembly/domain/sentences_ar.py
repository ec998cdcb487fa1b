"""The Arabic of minutes: what each thing that happened reads like. A document's language and not the interface's, so the
sentences stand here and not in the translation files. The passive and the names of offices spare guessing who is a man and
who a woman."""

from collections.abc import Callable, Sequence
from typing import Any

from multaqa.assembly.domain.counting_ar import ITEM, LISTENER, ROOM, cardinal, counted, duration, hour
from multaqa.assembly.domain.told import Facts, clock_of, date_of, isolated, place_of
from multaqa.common.hijri import announce_day

MEETINGS = {
    "preparatory": "الاجتماع التحضيري", "open": "الاجتماع المفتوح", "extraordinary": "الاجتماع الطارئ", "rehearsal": "التجربة",
}  # fmt: skip
KINDS = {
    "contribution": "مداخلة", "question": "سؤال", "reply": "استعمالٍ لحق الرد", "presenter": "عرض", "notice": "تنبيه تقني",
    "interposed": "سؤال أثناء الكلمة", "order": "نقطة نظام", "written": "مداخلة مكتوبة",
}  # fmt: skip
MAJORITIES = {"simple": "بالأغلبية البسيطة", "absolute": "بالأغلبية المطلقة", "two_thirds": "بأغلبية الثلثين"}
BASES = {"cast": "من الأصوات المُدلى بها", "present": "من الغرف الحاضرة", "seats": "من المقاعد كلها"}
ANSWERS = {"for": "موافق", "against": "غير موافق", "abstain": "ممتنع"}
ORDINALS = (
    "", "الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة", "العاشرة",
    "الحادية عشرة", "الثانية عشرة",
)  # fmt: skip


def say(what: str, facts: Facts) -> str:
    """The sentence of one thing that happened; empty for a word that is not known."""
    return SAYINGS[what](facts) if what in SAYINGS else ""


def approval(facts: Facts) -> str:
    """«اعتماد محضر الاجتماع المفتوح للدورة الثالثة»: the item of an agenda."""
    return f"اعتماد {title(facts)}"


def title(facts: Facts) -> str:
    """«محضر الاجتماع المفتوح للدورة الثالثة»."""
    return f"محضر {MEETINGS[facts['kind']]} للدورة {ordinal(facts['cycle'])}"


def ordinal(number: int) -> str:
    """«الثالثة»; digits from the thirteenth on."""
    return ORDINALS[number] if 0 < number < len(ORDINALS) else f"رقم {number}"


def name(text: str) -> str:
    """A name as it stands in an Arabic line."""
    return isolated(text, "ar")


def room(text: str) -> str:
    """«غرفة ضفاف», also when the word is in the name already."""
    return name(text) if text.startswith("غرفة ") else f"غرفة {name(text)}"


def listed(parts: Sequence[str]) -> str:
    """«أ وب وج»."""
    return " و".join(parts) if len(parts) < 4 else "، و".join(("، ".join(parts[:-1]), parts[-1]))


def _to(text: str) -> str:
    return f"لل{text[2:]}" if text.startswith("ال") else f"ل{name(text)}"


def _opened(facts: Facts) -> str:
    day = announce_day(date_of(facts), "hijri", "ar")
    said = f"افتُتحت الجلسة عند {hour(*clock_of(facts))} بتوقيت {place_of(facts, 'ar')}، يوم {day}"
    if facts.get("host"):
        said += f"، واستضافتها {room(facts['host'])}"
    offices = []
    if facts.get("chair"):
        offices.append(f"كانت رئاسة الجلسة {_to(facts['chair'])}")
    if facts.get("secretary"):
        offices.append(f"أمانة السر {_to(facts['secretary'])}")
    return said + (f". و{' و'.join(offices)}." if offices else ".")


def _quorum(facts: Facts) -> str:
    present, seats = facts["present"], facts["seats"]
    if not present:
        said = "لم تحضر عند الافتتاح غرفة"
    else:
        met = "اكتمل النصاب" if len(present) >= facts["needed"] else "لم يكتمل النصاب"
        said = f"{met} عند الافتتاح بحضور {counted(len(present), ROOM)} {_of(seats)}: {listed([name(each) for each in present])}"
    absent = facts["absent"]
    if present and absent:
        said += ". " + _absent(absent)
    return said + "."


def _of(seats: int) -> str:
    return f"من {cardinal(seats, feminine=True)}" if 0 < seats < 100 else f"من {seats}"


def _absent(absent: Sequence[str]) -> str:
    if len(absent) == 1:
        return f"وغابت {room(absent[0])}"
    names = listed([name(each) for each in absent])
    return f"وغابت غرفتا {names}" if len(absent) == 2 else f"وغابت {counted(len(absent), ROOM, 'nom')}: {names}"


def _attendance(facts: Facts) -> str:
    seated = [f"عن {room(row['room'])} {_sat(row)}" for row in facts["seated"]]
    said = f"وحضر {listed(seated)}" if seated else "لم يشغل أحد مقعد غرفة"
    return said + _listened(facts["listeners"], facts["peak"]) + "."


def _sat(row: Facts) -> str:
    removed = row.get("removed", ())
    sat = [row["person"], *row.get("then", ())]
    return " ثم ".join(name(each) + (" إلى حين الإخراج من الجلسة" if each in removed else "") for each in sat)


def _listened(listeners: int, peak: int) -> str:
    if not listeners:
        return ""
    said = f". واستمع إلى الجلسة {counted(listeners, LISTENER, 'nom')}"
    if peak >= listeners:
        return said
    most = cardinal(peak, feminine=False) if 0 < peak < 100 else str(peak)
    return f"{said}، ولم يزد عددهم في وقت واحد على {most}"


def _agenda(facts: Facts) -> str:
    return f"عُرض على الجلسة جدول أعمال من {counted(facts['items'], ITEM)}."


def _item_spent(facts: Facts) -> str:
    spent = duration(facts["spent"])
    if facts["kind"] == "prayer":
        return f"دامت استراحة الصلاة {spent}."
    if facts["kind"] == "break":
        return f"دامت الاستراحة {spent}."
    planned = f"خُصّصت للبند {duration(facts['planned'] * 60, 'nom')}، و" if facts["planned"] else ""
    return f"{planned}{'استغرق' if planned else 'استغرق البند'} {spent}."


def _item_carried(facts: Facts) -> str:
    return f"رُحّل البند «{facts['title']}» إلى الاجتماع القادم."


def _item_left(facts: Facts) -> str:
    return f"لم يُنظر في البند «{facts['title']}» في هذه الجلسة."


def _item_paper(facts: Facts) -> str:
    by = f"، تقديم {name(facts['presenter'])}" if facts.get("presenter") else ""
    return f"نُظر في المشاركة {facts['number']} «{facts['title']}»{by}."


def _spoke(facts: Facts) -> str:
    whose = f" عن {room(facts['room'])}" if facts.get("room") else ""
    if facts["kind"] == "written":
        return f"تُليت مداخلة مكتوبة من {name(facts['person'])}{whose}: «{facts['text']}»"
    said = f"أُعطيت الكلمة {_to(facts['person'])}{whose}، في {KINDS[facts['kind']]}{_lasting(facts)}"
    if facts["kind"] == "order":
        said = f"أُثيرت نقطة نظام من {name(facts['person'])}{whose}، ودام عرضها {duration(facts['seconds'])}"
    if facts["kind"] == "interposed":
        said = f"وُجّه سؤال أثناء الكلمة من {name(facts['person'])}{whose}{_asked(facts)}{_lasting(facts)}"
    if facts.get("revoked"):
        said += "، ثم سُحبت الكلمة" + (f" للسبب الآتي: {facts['why']}" if facts.get("why") else "")
    return said + _off_record(facts.get("off_record"))


def _off_record(why: object) -> str:
    if why == "item":
        return "، ولم تُسجَّل لأن البند لا يُسجَّل."
    return "، ولم تُسجَّل بطلب." if why else "."


def _interposed_declined(facts: Facts) -> str:
    whose = f" عن {room(facts['room'])}" if facts.get("room") else ""
    return f"طُلب توجيه سؤال أثناء الكلمة من {name(facts['person'])}{whose} إلى {name(facts['asked'])}، فلم يُقبل."


def _asked(facts: Facts) -> str:
    return f" إلى {name(facts['asked'])}" if facts.get("asked") else ""


def _lasting(facts: Facts) -> str:
    verb = "دام" if facts["kind"] in ("question", "presenter", "notice", "interposed", "reply") else "دامت"
    return f" {verb} {duration(facts['seconds'])}"


def _suspended(facts: Facts) -> str:
    why = "لاستراحة الصلاة" if facts.get("prayer") else f"للسبب الآتي: {facts['why']}" if facts.get("why") else ""
    return f"عُلِّقت الجلسة {why}".strip() + "."


def _resumed(facts: Facts) -> str:
    return f"استؤنفت الجلسة بعد {duration(facts['after'], 'gen')}."


def _swap(facts: Facts) -> str:
    before = f" بعد {name(facts['before'])}" if facts.get("before") else ""
    return f"انتقل مقعد {room(facts['room'])} إلى {name(facts['after'])}{before}."


def _removed(facts: Facts) -> str:
    whose = f" عن {room(facts['room'])}" if facts.get("room") else ""
    return f"قرّرت رئاسة الجلسة إخراج {name(facts['person'])}{whose} من الجلسة، والسبب: {facts['why']}."


def _ballot(facts: Facts) -> str:
    method = "سرًّا" if facts["secret"] else "علنًا"
    said = f"طُرح للتصويت {method} {MAJORITIES[facts['majority']]} {BASES[facts['base']]}: «{facts['question']}»"
    said += f". وكانت النتيجة: {'، '.join(_count(row) for row in facts['choices'])}"
    said += _quorum_of(facts)
    return f"{said}. {_outcome(facts)}."


def _count(row: Facts) -> str:
    return f"{ANSWERS.get(row['code'], row['text'])} {row['count']}"


def _quorum_of(facts: Facts) -> str:
    at_opening, at_closing = facts.get("quorum_at_opening"), facts.get("quorum_at_closing")
    if at_opening is None:
        return ""
    seats = f" من {at_opening['seats']}" if at_opening.get("seats") else ""
    said = f". وكانت الغرف الحاضرة عند افتتاح التصويت {at_opening['present']}{seats}"
    if at_closing is not None:
        said += f"، وعند إقفاله {at_closing['present']}"
    return f"{said}، والنصاب {at_opening['needed']}"


def _outcome(facts: Facts) -> str:
    if facts.get("winner"):
        return f"فاختير «{facts['winner']}»"
    if facts.get("tie"):
        return "فتساوت الأصوات ولم يُعتمد"
    if facts.get("adopted") is None:
        return "ولم يُختَر شيء" if facts["method"] != "yes_no" else "ولم تُحسم النتيجة"
    return "فاعتُمد" if facts["adopted"] else "فلم يُعتمد"


def _ballot_voided(facts: Facts) -> str:
    why = f"، والسبب: {facts['why']}" if facts.get("why") else ""
    return f"أُلغي التصويت على «{facts['question']}»{why}."


def _ballot_unpublished(facts: Facts) -> str:
    return f"جرى التصويت على «{facts['question']}»، ولم تُعلن نتيجته."


def _decision(facts: Facts) -> str:
    return str(facts["text"])


def _action(facts: Facts) -> str:
    owner = room(facts["room"]) if facts.get("room") and not facts.get("owner") else name(facts.get("owner", ""))
    due = f"، وموعد الإنجاز {announce_day(date_of(facts, 'due'), 'gregorian', 'ar')}" if facts.get("due") else ""
    return f"تكليف {owner}: {facts['text']}{due}."


def _adjourned(facts: Facts) -> str:
    said = f"رُفعت الجلسة عند {hour(*clock_of(facts))} بتوقيت {place_of(facts, 'ar')}"
    if facts.get("lasted"):
        said += f"، بعد أن دامت {duration(facts['lasted'])}"
    if facts.get("next"):
        said += f"، وتُعقد الجلسة القادمة يوم {announce_day(date_of(facts, 'next'), 'hijri', 'ar')}"
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
