"""Meetings come into people's calendars, move in them, and are struck out."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from icalendar import Calendar

from multaqa.alliance.models import HijriMonthStart
from multaqa.assembly.domain.calendar import bearer_of, file_name, personal_address
from multaqa.assembly.models import Participant, Sitting

FEED = "/months/calendar/alliances/multaqa-alghuraf.ics"


def entries(answer):
    assert answer.status_code == 200
    return {str(event["UID"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_an_entry_says_what_when_and_where(month, browser_of):
    answer = browser_of(None).get(reverse("assembly:sitting_ics", args=(month.open.pk,)), {"lang": "ar"})
    event = entries(answer)["open-3@multaqa"]
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert event.decoded("DTSTART") == dt.datetime(2026, 11, 28, 21, tzinfo=ZoneInfo("Africa/Cairo"))
    assert event.decoded("DTEND") - event.decoded("DTSTART") == dt.timedelta(hours=2)
    assert (event["SEQUENCE"], event["STATUS"], str(event["LOCATION"])) == (2, "CONFIRMED", "ديوان الأدب")
    assert event["DTSTART"].params["TZID"] == "Africa/Cairo"
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)
    assert "الكلمة المسموعة" in event["SUMMARY"] and "جمادى الآخرة ١٤٤٨هـ" in event["DESCRIPTION"]
    assert str(event["URL"]).startswith("http") and str(event["URL"]) in event["DESCRIPTION"]
    assert [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == [dt.timedelta(days=-1), dt.timedelta(minutes=-30)]


def test_no_time_floats(month, browser_of):
    text = browser_of(None).get(FEED).content.decode()
    starts = [line for line in text.splitlines() if line.startswith(("DTSTART", "DTEND")) and "2026" in line]
    assert starts == ["DTSTART;TZID=Africa/Cairo:20261128T210000", "DTEND;TZID=Africa/Cairo:20261128T230000"]
    zone = Calendar.from_ical(text).walk("VTIMEZONE")
    assert [str(one["TZID"]) for one in zone] == ["Africa/Cairo"]
    assert zone[0].to_tz().utcoffset(dt.datetime(2026, 11, 28, 21)) == dt.timedelta(hours=2)


def test_what_is_written_is_read_back_the_same(month, browser_of):
    body = browser_of(None).get(FEED).content
    assert Calendar.from_ical(body).to_ical() == body
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


def test_english_is_asked_for(month, browser_of):
    event = entries(browser_of(None).get(FEED, {"lang": "en"}))["open-3@multaqa"]
    assert event["SUMMARY"].startswith("Open meeting: ")
    assert "Saturday 18 Jumada al-Akhirah 1448 AH (28 November 2026)" in event["DESCRIPTION"]


def test_the_months_are_those_of_the_alliance(month, browser_of):
    HijriMonthStart.objects.create(
        alliance=month.world.alliance, year=1448, month=6, starts_on=dt.date(2026, 11, 12), by=month.world.coordinator
    )
    assert "Saturday 17 Jumada al-Akhirah" in entries(browser_of(None).get(FEED, {"lang": "en"}))["open-3@multaqa"]["DESCRIPTION"]


def test_the_alliance_tells_everybody_of_open_meetings_alone(month, browser_of):
    assert set(entries(browser_of(month.layla).get(FEED))) == {"open-3@multaqa"}
    assert browser_of(None).get("/months/calendar/alliances/nowhere.ics").status_code == 404


def test_observers_are_welcome(month, browser_of):
    Sitting.objects.filter(pk=month.preparatory.pk).update(observers_welcome=True)
    assert set(entries(browser_of(None).get(FEED))) == {"open-3@multaqa", "prep-3@multaqa"}


@pytest.mark.parametrize("change", [{"state": "draft"}, {"published_at": None}, {"kind": "rehearsal"}])
def test_what_was_not_published_is_in_no_calendar(month, browser_of, change):
    Sitting.objects.filter(pk=month.open.pk).update(**change)
    assert entries(browser_of(None).get(FEED)) == {}
    assert browser_of(None).get(reverse("assembly:sitting_ics", args=(month.open.pk,))).status_code == 404


def test_a_cancelled_meeting_is_struck_out_and_not_forgotten(month, browser_of):
    Sitting.objects.filter(pk=month.open.pk).update(state="cancelled", cancelled_why="عاصفة", sequence=3)
    event = entries(browser_of(None).get(FEED))["open-3@multaqa"]
    assert (event["STATUS"], event["SEQUENCE"], event.walk("VALARM")) == ("CANCELLED", 3, [])
    assert "عاصفة" in event["DESCRIPTION"]


def test_a_month_has_for_a_delegate_what_is_closed_to_others(month, browser_of):
    path = reverse("assembly:cycle_ics", args=(month.cycle.pk,))
    assert set(entries(browser_of(month.layla).get(path))) == {"open-3@multaqa", "prep-3@multaqa"}
    assert set(entries(browser_of(month.world.salwa).get(path))) == {"open-3@multaqa"}
    assert browser_of(None).get(reverse("assembly:sitting_ics", args=(month.preparatory.pk,))).status_code == 404


def test_a_person_has_a_secret_calendar(month, browser_of):
    nobody = browser_of(None)
    assert set(entries(nobody.get(personal_address(month.layla)))) == {"open-3@multaqa", "prep-3@multaqa"}
    assert entries(nobody.get(personal_address(month.world.salwa))) == {}
    Participant.objects.create(sitting=month.preparatory, person=month.world.salwa, capacity="guest")
    assert set(entries(nobody.get(personal_address(month.world.salwa)))) == {"prep-3@multaqa"}


def test_a_secret_of_another_or_of_somebody_who_left_opens_nothing(month, browser_of):
    own, others = personal_address(month.layla), personal_address(month.world.salwa)
    forged = own.replace(f"/{month.layla.pk}.", f"/{month.world.salwa.pk}.")
    assert forged not in (own, others) and browser_of(None).get(forged).status_code == 404
    assert bearer_of("x") is None
    month.layla.left_at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    month.layla.save()
    assert browser_of(None).get(own).status_code == 404


def test_what_did_not_change_is_not_sent_again(month, browser_of):
    nobody = browser_of(None)
    first = nobody.get(FEED)
    assert first["Last-Modified"] == "Thu, 01 Oct 2026 09:00:00 GMT"
    assert nobody.get(FEED, headers={"if-none-match": first["ETag"]}).status_code == 304
    Sitting.objects.filter(pk=month.open.pk).update(sequence=4)
    assert nobody.get(FEED, headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_addresses_to_subscribe_to(month, browser_of, language):
    answer = browser_of(month.layla, language).get("/months/calendar/")
    assert personal_address(month.layla) in answer.content.decode() and FEED in answer.content.decode()
    assert browser_of(None).get("/months/calendar/").status_code == 302


def test_a_file_has_a_name_every_system_can_keep():
    assert file_name("multaqa-alghuraf") == "multaqa-alghuraf.ics"
    assert file_name("ملتقى").isascii()


def test_many_meetings_cost_what_few_do(month, browser_of, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    nobody = browser_of(None)
    nobody.get(FEED)
    with CaptureQueriesContext(connection) as few:
        nobody.get(FEED)
    for n in range(4):
        Sitting.objects.create(
            cycle=month.cycle, kind="open", uid=f"more-{n}", state="scheduled", published_at=month.open.published_at,
            starts_at=month.open.starts_at, ends_at=month.open.ends_at, time_zone="Africa/Cairo", local_start="2026-11-28T21:00",
        )  # fmt: skip
    with django_assert_num_queries(len(few)):
        nobody.get(FEED)
