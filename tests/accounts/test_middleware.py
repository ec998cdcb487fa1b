import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone, translation

from multaqa.accounts.middleware import PreferencesMiddleware
from multaqa.accounts.models import Person
from multaqa.common.digits import digits_in_use
from multaqa.common.hijri import calendar_in_use

pytestmark = pytest.mark.django_db


def seen(user: object, cookie: str = "") -> tuple[str, str, str, str]:
    """Language, zone, digits and calendar while a page is made in Arabic."""
    found: list[tuple[str, str, str, str]] = []

    def page(request: HttpRequest) -> HttpResponse:
        language = translation.get_language()
        found.append((language, str(timezone.get_current_timezone()), digits_in_use(language), calendar_in_use()))
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = user  # type: ignore[assignment]
    if cookie:
        request.COOKIES["zone"] = cookie
    with translation.override("ar"):
        PreferencesMiddleware(page)(request)
        assert translation.get_language() == "ar"
    assert digits_in_use("ar") == "arab"
    return found[0]


def test_a_person_is_served_as_they_chose(salma: Person) -> None:
    salma.language, salma.time_zone, salma.digits, salma.calendar = "en", "Africa/Cairo", "arab", "gregorian"
    assert seen(salma, "Asia/Dubai") == ("en", "Africa/Cairo", "arab", "gregorian")


def test_a_person_who_chose_nothing_is_served_as_the_house_is(hind: Person) -> None:
    assert seen(hind) == ("ar", "Asia/Riyadh", "arab", "hijri")


@pytest.mark.parametrize(
    ("cookie", "zone"),
    [("Asia/Dubai", "Asia/Dubai"), ("", "Asia/Riyadh"), ("../../etc/passwd", "Asia/Riyadh"), ("No/Where", "Asia/Riyadh")],
)
def test_a_stranger_is_served_by_the_zone_of_the_browser(cookie: str, zone: str) -> None:
    assert seen(None, cookie) == ("ar", zone, "arab", "hijri")
