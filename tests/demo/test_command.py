"""The demo: a small world on an empty server, and never on anybody's own."""

import json
import subprocess
import sys


def demo(environment, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "multaqa", "demo", *arguments], env=environment, capture_output=True, text=True, timeout=120
    )


def test_links_for_an_owner_a_supervisor_a_member_and_a_visitor(settings_of):
    done = demo(settings_of(port="8123"), "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    parts = [row["part"] for row in said["people"]]
    assert parts == ["owner", "supervisor", "member", "coordinator", "secretary", "delegate_3", "visitor"]
    assert all(row["url"].startswith("http://127.0.0.1:8123/") for row in said["people"])
    again = json.loads(demo(settings_of(port="8123"), "--json").stdout.splitlines()[-1])
    assert [row["name"] for row in again["people"]] == [row["name"] for row in said["people"]]


def test_refused_where_others_can_reach_the_server(settings_of):
    done = demo(settings_of(host="0.0.0.0"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "--force" in done.stderr
    assert demo(settings_of(host="0.0.0.0"), "--force").returncode == 0


def test_refused_where_a_proxy_leads_others_to_it(settings_of):
    done = demo(settings_of(url="https://rooms.example.org"))
    assert (done.returncode, done.stdout) == (2, "")


def test_a_link_opens_for_its_demo_person_only(db, client):
    from multaqa.accounts.models import Person
    from multaqa.demo.links import link_for

    amal = Person.objects.new("أمل", email="amal@demo.example")
    assert client.get(link_for(amal, "/rooms/diwan/live/")).headers["Location"] == "/rooms/diwan/live/"
    own = Person.objects.new("باسم", email="basim@example.org")
    assert client.get(link_for(own, "/")).status_code == 404
    assert client.get("/demo/forged/").status_code == 404
