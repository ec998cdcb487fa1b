"""A gathering of last month with three turns recorded, and a library folder of its own."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client

from multaqa.accounts.models import Person
from multaqa.common.names import name_key
from multaqa.library.domain import hooks, keeping, making
from multaqa.library.domain.places import file_of, folder
from multaqa.library.models import Recording
from multaqa.live.tape import Tape
from multaqa.rooms.domain.gatherings import open_gathering
from multaqa.rooms.models import Gathering, Membership, Room, Turn
from tests.live.listen.sound import Pcm, bundle, encode, hum

NOON = 1_800_000_000_000


@dataclass
class Shelf:
    """Layla owns the room; Sami, Amal and Nour spoke, a minute apart, two seconds each."""

    room: Room
    gathering: Gathering
    layla: Person
    sami: Person
    amal: Person
    nour: Person
    turns: list[Turn]
    voices: list[Pcm]
    recordings: list[Recording]


@pytest.fixture(autouse=True)
def _an_empty_folder() -> Iterator[None]:
    yield
    shutil.rmtree(folder(), ignore_errors=True)
    making._children.clear()


@pytest.fixture
def rules_of_sittings() -> Iterator[None]:
    """Rules a test adds are gone after it."""
    kept = hooks._may_listen[:], hooks._decides[:]
    yield
    hooks._may_listen[:], hooks._decides[:] = kept


def build_shelf(*, kept: bool = True) -> Shelf:
    layla, sami, amal, nour = (Person.objects.new(name) for name in ("ليلى", "سامي", "أمل", "نور"))
    room = Room.objects.create(slug="majlis", name="المجلس", name_key=name_key("المجلس"), offers="حوار", made_by=layla)
    Membership.objects.create(room=room, person=layla, role="owner", by=layla)
    gathering = open_gathering(room, title="الجلسة المفتوحة", by=layla)
    turns = [a_turn(gathering, person, stream) for stream, person in enumerate((sami, amal, nour), 1)]
    voices = [hum(2, seed=seed) for seed in (21, 22, 23)]
    spoken = zip(turns, voices, strict=True) if kept else ()
    recordings = [recorded(turn, voice, at_ms=NOON + minute * 60_000) for minute, (turn, voice) in enumerate(spoken)]
    return Shelf(room, gathering, layla, sami, amal, nour, turns, voices, recordings)


def a_turn(gathering: Gathering, person: Person, stream: int) -> Turn:
    return Turn.objects.create(
        gathering=gathering, person=person, stream=stream, kind="contribution", state="finished", asked_at=gathering.opened_at,
        seconds=180, name=person.display_name,
    )  # fmt: skip


def recorded(turn: Turn, voice: Pcm, *, at_ms: int) -> Recording:
    """A turn as the recorder leaves it."""
    row = keeping.begin(turn.gathering_id, turn.pk, at_ms=at_ms)
    tape = Tape(file_of(row), at_ms)
    for at, message in enumerate(bundle(encode(voice))):
        tape.add(message, at_ms + at * 60)
    left = tape.end()
    keeping.end(row.pk, length_ms=left.length_ms, size=left.bytes)
    return keeping.found(row.pk)


@pytest.fixture
def shelf(db: None) -> Shelf:
    return build_shelf()


@pytest.fixture
def committed_shelf(transactional_db: None) -> Shelf:
    """The same, for other threads and processes to see."""
    return build_shelf()


@pytest.fixture
def browser_of() -> Callable[..., Client]:
    """`browser_of(shelf.sami)`: signed in; of None: nobody's."""

    def browser(person: Person | None, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        if person is not None:
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return browser


@pytest.fixture
def child_sees_the_test(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of the tests has another name than the one in the data folder."""
    monkeypatch.setenv("MULTAQA_DATABASE_URL", database_url)
    # The folder this process works in, whatever another story has told its own children since.
    monkeypatch.setenv("MULTAQA_DATA", str(settings.CONFIG.data_dir))
