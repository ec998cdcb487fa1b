"""An evening whose people are at three nodes: they hear one another, and the death of a node is an interruption, no more."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, free_port
from tests.browser.test_evening import ROUND_SECONDS, assert_hears, comes_in, say, tape
from tests.browser.three_nodes import ThreeNodes

pytestmark = pytest.mark.browser


@pytest.fixture
def nodes(tmp_path) -> Iterator[ThreeNodes]:
    ports = [free_port() for _ in range(4)]
    nodes = ThreeNodes(tmp_path / "data", ports, Server(tmp_path, ports[0]).environment())
    try:
        said = json.loads(nodes.run("demo", "--json").splitlines()[-1])
        nodes.links = {row["part"]: row["url"] for row in said["people"]}
        nodes.start()
        yield nodes
    finally:
        nodes.close()


def is_connected(page: Page) -> None:
    expect(page.get_by_role("button", name="الاتصال: جيد")).to_be_visible(timeout=30_000)


def test_the_speaker_the_chair_and_the_listener_are_at_three_nodes_and_one_dies(nodes, people):
    chair, speaker = people.person(), people.person(phone=True, taped=True)
    listener = people.person(phone=True, taped=True)
    for page, part in ((listener, "visitor"), (speaker, "member"), (chair, "supervisor")):
        comes_in(page, nodes.links[part], listens=page is listener)
        is_connected(page)
    at_listener, at_speaker, at_chair = nodes.door.sockets
    assert sorted(nodes.door.sockets) == [0, 1, 2]

    chair.get_by_role("button", name="إعطاء الكلمة: أم ياسين").click()
    speaker.get_by_role("button", name="بدء الكلام").click()
    speaker.get_by_role("switch", name="تثبيت المايك").click()
    on_air = listener.get_by_role("region", name="المتحدث الآن").get_by_text("أم ياسين")
    expect(on_air).to_be_visible()
    assert_hears(lambda: tape(listener, "out", last_seconds=ROUND_SECONDS), speaker)
    say(chair, "نحن في ثلاث عقد، والمجلس واحد")

    # The speaker's node dies in the middle of a word; another takes her, and the turn goes on.
    nodes.processes[at_speaker].kill()
    expect(speaker.get_by_role("region", name="أنت على الهواء")).to_be_visible(timeout=30_000)
    is_connected(speaker)
    assert nodes.door.sockets[-1] != at_speaker
    expect(on_air).to_be_visible()

    # The listener's node is stopped in order: its people are sent to the last one, and hear on.
    nodes.processes[at_listener].terminate()
    nodes.processes[at_listener].wait(15)
    is_connected(listener)
    assert_hears(lambda: tape(listener, "out", last_seconds=ROUND_SECONDS), speaker)
    assert nodes.door.sockets[-1] == at_chair
    expect(chair.get_by_role("log", name="رسائل الدردشة").get_by_text("نحن في ثلاث عقد")).to_have_count(1)
