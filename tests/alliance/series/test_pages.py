"""A coordinator plans the year; everybody reads it."""

import datetime as dt

import pytest

from multaqa.alliance.models import HijriMonthStart, Series, SeriesException

ALLIANCE = "/alliances/multaqa-alghuraf/series/"
FILLED = {
    "title": "الاجتماع الشهري", "calendar": "gregorian", "pattern": "weekday", "week": "-1", "weekday": "5", "day": "15", "at": "21:00",
    "minutes": "120", "time_zone": "Asia/Riyadh", "starts_on": "2026-11-01", "prepare_days": "14", "prepare_at": "21:00",
    "call_days": "21", "call_closes_days": "2", "papers_days": "3", "delegates_days": "4", "quorum": "2/3", "seconds_a_room": "0",
    "recorded": "on", "city": "riyadh", "rule_text": "", "latitude": "", "longitude": "",
}  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_is_read_in_both_languages(world, browser_of, language):
    series = world.make_series(city="riyadh", city_latitude=24.7, city_longitude=46.7)
    SeriesException.objects.create(series=series, date=dt.date(2026, 12, 26), why="عطلة", by=world.coordinator)
    HijriMonthStart.objects.create(
        alliance=world.alliance, year=1448, month=7, starts_on=dt.date(2026, 12, 10), by=world.coordinator
    )
    coordinator = browser_of(world.coordinator, language)
    for page in ("", "new/", "months/", f"{series.pk}/", f"{series.pk}/exceptions/"):
        assert coordinator.get(ALLIANCE + page).status_code == 200
    for page in ("", "months/"):
        assert browser_of(None, language).get(ALLIANCE + page).status_code == 200


def test_an_alliance_without_a_series_is_told_what_one_is(world, browser_of):
    assert f"{ALLIANCE}new/" in browser_of(world.coordinator).get(ALLIANCE).content.decode()
    assert f"{ALLIANCE}new/" not in browser_of(world.salwa).get(ALLIANCE).content.decode()


def test_the_preview_shows_twelve_days_and_saves_nothing(world, browser_of):
    answer = browser_of(world.coordinator).post(f"{ALLIANCE}new/", FILLED | {"preview": "1"})
    assert (answer.status_code, len(answer.context["rows"]), Series.objects.count()) == (422, 12, 0)
    assert 'value="الاجتماع الشهري"' in answer.content.decode()


def test_a_series_is_saved_from_the_words_of_people(world, browser_of):
    answer = browser_of(world.coordinator).post(f"{ALLIANCE}new/", FILLED | {"save": "1"})
    series = Series.objects.get()
    assert (answer.status_code, series.rule, series.city, series.quorum_numerator) == (
        302,
        "FREQ=MONTHLY;BYDAY=-1SA",
        "riyadh",
        2,
    )


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"calendar": "hijri", "week": "1", "weekday": "3"}, "WEEK=1;DAY=TH"),
        ({"calendar": "hijri", "pattern": "day"}, "DAY=15"),
        ({"pattern": "day"}, "FREQ=MONTHLY;BYMONTHDAY=15"),
        ({"rule_text": "freq=monthly;byday=2fr;interval=2"}, "FREQ=MONTHLY;BYDAY=2FR;INTERVAL=2"),
    ],
)
def test_what_was_chosen_is_kept_and_chosen_again_on_the_form(world, browser_of, more, rule):
    coordinator = browser_of(world.coordinator)
    coordinator.post(f"{ALLIANCE}new/", FILLED | more | {"save": "1"})
    series = Series.objects.get()
    form = coordinator.get(f"{ALLIANCE}{series.pk}/").context["form"]
    assert series.rule == rule
    again = {name: form[name].value() for name in form.fields}
    sent = {
        name: str(value) if not isinstance(value, dt.time) else value.strftime("%H:%M")
        for name, value in again.items()
        if value not in (None, False)
    }
    coordinator.post(f"{ALLIANCE}{series.pk}/", sent | {"save": "1"})
    series.refresh_from_db()
    assert series.rule == rule


def test_what_is_wrong_is_said_at_its_field_and_everything_typed_stays(world, browser_of):
    coordinator = browser_of(world.coordinator)
    for more, field in (
        ({"rule_text": "FREQ=DAILY"}, "rule_text"), ({"time_zone": "Asia/Nowhere"}, "time_zone"), ({"call_days": "1"}, "call_days"),
        ({"latitude": "91", "longitude": "0"}, "latitude"), ({"latitude": "9"}, "longitude"), ({"starts_on": "1850-01-01"}, "starts_on"),
    ):  # fmt: skip
        answer = coordinator.post(f"{ALLIANCE}new/", FILLED | more | {"save": "1"})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        assert 'value="الاجتماع الشهري"' in answer.content.decode()


def test_nobody_but_a_coordinator_changes_anything(world, browser_of):
    series = world.make_series()
    for person in (world.secretary, world.owners[0], world.salwa):
        browser = browser_of(person)
        for page in ("new/", f"{series.pk}/", f"{series.pk}/exceptions/"):
            assert browser.get(ALLIANCE + page).status_code == 403
        assert browser.post(f"{ALLIANCE}{series.pk}/end/").status_code == 403
        assert browser.post(f"{ALLIANCE}months/", {}).status_code == 403
    assert browser_of(None).get(f"{ALLIANCE}new/").status_code == 302


def test_a_series_of_another_alliance_is_not_found_here(world, browser_of):
    assert browser_of(world.coordinator).get(f"{ALLIANCE}987654/").status_code == 404


def test_a_meeting_is_moved_with_a_reason_and_taken_back(world, browser_of):
    series, coordinator = world.make_series(), browser_of(world.coordinator)
    page = f"{ALLIANCE}{series.pk}/exceptions/"
    day = coordinator.get(page).context["form"].fields["date"].choices[0][0]
    before = (dt.date.fromisoformat(day) - dt.timedelta(days=2)).isoformat()
    assert coordinator.post(page, {"date": day, "moved_to": before, "why": ""}).status_code == 422
    assert coordinator.post(page, {"date": day, "moved_to": before, "why": "يوم عطلة"}).status_code == 302
    kept = SeriesException.objects.get()
    assert "يوم عطلة" in coordinator.get(page).content.decode()
    coordinator.post(f"{page}{kept.pk}/drop/")
    assert SeriesException.objects.count() == 0


def test_a_month_is_announced(world, browser_of):
    coordinator = browser_of(world.coordinator)
    form = coordinator.get(f"{ALLIANCE}months/").context["form"]
    said = {"month": form["month"].value(), "year": str(form["year"].value()), "starts_on": form["starts_on"].value().isoformat()}
    assert coordinator.post(f"{ALLIANCE}months/", said | {"year": "هذا"}).status_code == 422
    assert coordinator.post(f"{ALLIANCE}months/", said | {"starts_on": "2030-01-01"}).status_code == 422
    assert coordinator.post(f"{ALLIANCE}months/", said).status_code == 302
    kept = HijriMonthStart.objects.get()
    coordinator.post(f"{ALLIANCE}months/{kept.pk}/drop/")
    assert HijriMonthStart.objects.count() == 0


def test_a_series_is_ended(world, browser_of):
    series = world.make_series()
    browser_of(world.coordinator).post(f"{ALLIANCE}{series.pk}/end/")
    assert browser_of(None).get(ALLIANCE).context["shown"] == []
