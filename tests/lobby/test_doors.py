"""Health, words, language, files and the pages for when something is wrong."""

import json
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from multaqa.accounts.models import Person
from multaqa.bridge import health
from multaqa.live.ports import BusState


def test_health_says_when_the_bus_is_away_and_the_node_goes_on(sami, visitor):
    assert (visitor.get("/health").status_code, visitor.get("/health").json()["status"]) == (200, "ok")
    stop = health.told_by(lambda: BusState("reconnecting", 3), lambda: 0.0)
    answer = visitor.get("/health")
    stop()
    told = answer.json()
    assert (answer.status_code, told["status"], told["bus"], told["bus_dropped"]) == (200, "alone", "reconnecting", 3)


def test_health_of_a_database_that_reads_and_does_not_write(sami, visitor):
    for seconds, status in ((15.0, 200), (15.1, 503)):
        stop = health.told_by(lambda: BusState("up", 0), lambda waits=seconds: waits)
        assert visitor.get("/health").status_code == status
        stop()


def test_health_without_a_database(sami, visitor):
    def broken(execute, sql, params, many, context):
        raise DatabaseError("disk I/O error")

    with connection.execute_wrapper(broken):
        assert visitor.get("/health").status_code == 503


def test_the_words_of_the_scripts_may_be_kept_for_a_year(sami, visitor):
    answer = visitor.get("/i18n/ar.js", {"v": "1"}, HTTP_ACCEPT_LANGUAGE="en")
    assert "immutable" in answer.headers["Cache-Control"]
    asking = json.dumps("اطلب الكلمة").strip('"')
    assert asking in answer.content.decode()
    assert asking not in visitor.get("/i18n/en.js").content.decode()


def test_the_language_is_kept_with_the_person(sami, visitor):
    visitor.force_login(sami)
    answer = visitor.post("/language/", {"language": "en", "next": "/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert Person.objects.get().language == "en"
    assert '<html lang="en"' in visitor.get("/").content.decode()


def test_the_language_switch_leads_to_no_other_site(sami, visitor):
    assert visitor.post("/language/", {"language": "en", "next": "https://evil.example/"}).headers["Location"] == "/"


@pytest.fixture
def files(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    (settings.MEDIA_ROOT / "rooms").mkdir(parents=True)
    return settings.MEDIA_ROOT


def test_a_picture_is_given_as_a_picture(sami, visitor, files):
    (files / "rooms/a.png").write_bytes(b"picture")
    answer = visitor.get("/files/rooms/a.png")
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"picture")
    assert (answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == ("image/png", "nosniff")


@pytest.mark.parametrize("path", ["../secret.png", "rooms/../../secret.png", "%2e%2e/secret.png", "rooms", "a.html", "none.png"])
def test_nothing_else_is_given(sami, visitor, files, path):
    (files.parent / "secret.png").write_bytes(b"secret")
    (files / "a.html").write_text("<script>")
    assert visitor.get(f"/files/{path}").status_code == 404


def test_what_is_not_here_is_said_in_the_readers_language(sami, visitor):
    assert "لا شيء هنا" in visitor.get("/nothing/").content.decode()
    assert "There is nothing here" in visitor.get("/nothing/", HTTP_ACCEPT_LANGUAGE="en").content.decode()


def test_a_form_from_elsewhere_is_explained(sami):
    answer = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"}, HTTP_ACCEPT_LANGUAGE="ar")
    assert (answer.status_code, "تعذّر قبول الاستمارة" in answer.content.decode()) == (403, True)


def test_scripts_run_only_with_the_pages_own_nonce(sami, visitor):
    answer = visitor.get("/")
    policy = answer.headers["Content-Security-Policy"]
    nonce = policy.split("'nonce-")[1].split("'")[0]
    page = answer.content.decode()
    assert f'<meta name="csp-nonce" content="{nonce}">' in page
    assert page.count("<script") == page.count(f'nonce="{nonce}"') - page.count('rel="stylesheet"') - page.count(
        'rel="modulepreload"'
    )
