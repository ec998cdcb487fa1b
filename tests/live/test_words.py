"""Commands and events: done once, in order, told to those who may read them."""

import asyncio

import pytest

from multaqa.live import sweep
from multaqa.live.connection import Connection
from multaqa.live.ports import Announcement, Kept
from multaqa.wire.close_codes import CloseCode
from multaqa.wire.codec import encode
from multaqa.wire.events import Floor, Pong, Quiet, Refusal, Reply, Said, YouChanged

from .house import AMAL, LAYLA, NOUR, SAMI, ZAHIR
from .majlis import a_node, key

pytestmark = pytest.mark.asyncio


async def test_a_command_sent_again_is_done_once() -> None:
    async with a_node() as node:
        sami, amal = await node.enter(SAMI), await node.enter(AMAL)
        same = key()
        first = await sami.ask("say", text="مرة واحدة", key=same)
        await sami.socket.close()
        again = await (await node.enter(SAMI)).ask("say", text="مرة واحدة", key=same)
        assert first == again == Reply(re=same, n=1)
        await amal.everything()
        assert amal.numbers == [1]


async def test_a_deed_under_way_when_the_connection_is_lost_is_done_and_answered_to_whoever_comes_back() -> None:
    async with a_node() as node:
        sami = await node.enter(SAMI)
        node.house.slow = asyncio.Event()
        same = await sami.do("say", text="قبل الانقطاع")
        await sami.everything()
        sami.socket.transport.abort()
        node.house.slow.set()
        back = await node.enter(SAMI)
        assert await back.ask("say", text="قبل الانقطاع", key=same) == Reply(re=same, n=1)
        assert len(node.house.events) == 1


async def test_one_connection_is_answered_in_the_order_it_asked() -> None:
    async with a_node() as node:
        layla = await node.enter(LAYLA)
        asked = [await layla.do("say", text=str(i)) for i in range(5)]
        answers = [await layla.until(Reply) for _ in asked]
        assert [answer.re for answer in answers] == asked
        assert [message.text for message in node.house.messages] == list("01234")


async def test_a_slow_deed_of_one_does_not_hold_up_another() -> None:
    async with a_node() as node:
        sami, amal = await node.enter(SAMI), await node.enter(AMAL)
        node.house.slow = asyncio.Event()
        await sami.do("say", text="بطيء")
        await amal.do("ping", t=5)
        assert (await amal.until(Pong)).t == 5
        node.house.slow.set()
        assert (await sami.until(Reply)).n == 1


async def test_a_whisper_is_read_by_supervisors_and_its_writer_and_keeps_the_numbers_of_the_rest() -> None:
    async with a_node() as node:
        sami, amal, layla, visitor = [await node.enter(who) for who in (SAMI, AMAL, LAYLA, "browser-1")]
        await sami.ask("say", text="همسة للإشراف", whisper=True)
        await sami.ask("say", text="كلام للجميع")
        for reader in (sami, layla):
            await reader.everything()
            assert [m.message.text for m in reader.heard if isinstance(m, Said)] == ["همسة للإشراف", "كلام للجميع"]
        for other in (amal, visitor):
            await other.everything()
            assert [type(m) for m in other.heard if isinstance(m, Said | Quiet)] == [Quiet, Said]
            assert "همسة" not in str(other.heard)
            assert other.numbers == [1, 2]


async def test_a_whisper_stays_one_for_whoever_missed_it() -> None:
    async with a_node() as node:
        sami = await node.enter(SAMI)
        await sami.ask("say", text="همسة", whisper=True)
        amal, layla = await node.enter(AMAL, since=0), await node.enter(LAYLA, since=0)
        assert isinstance(await amal.until(Quiet), Quiet)
        assert await layla.said() == "همسة"
        assert (await node.enter(NOUR)).welcome.picture.messages == []


async def test_what_was_hidden_meanwhile_is_not_shown_to_whoever_comes_back() -> None:
    async with a_node() as node:
        node.house.say(SAMI, "رقم هاتف")
        node.house.say(SAMI, "مزحة")
        for message, hidden in ((101, True), (102, True), (102, False)):
            node.house.hide(message, hidden=hidden)
        amal = await node.enter(AMAL, since=0)
        await amal.everything()
        assert amal.numbers == [1, 2, 3, 4, 5]
        assert "رقم هاتف" not in str(amal.heard)
        assert [(m.message.text, m.message.hidden) for m in amal.heard if isinstance(m, Said)] == [("", True), ("مزحة", False)]


async def test_announcements_out_of_order_and_twice_are_told_in_order_and_once() -> None:
    async with a_node() as node:
        amal = await node.enter(AMAL)
        node.house.mute = True
        for i in range(4):
            node.house.say(SAMI, str(i))
        for n in (2, 1, 1, 4, 3, 2):
            node.house.announce(Announcement([node.house.events[n - 1]]))
        assert [await amal.said() for _ in range(4)] == ["0", "1", "2", "3"]
        await amal.everything()
        assert amal.numbers == [1, 2, 3, 4]
        assert node.house.asked["kept_after"] == 0


async def test_events_close_together_reach_a_large_room_in_order_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "SLICE", 2)
    async with a_node() as node:
        people = [await node.enter(f"browser-{i}") for i in range(5)]
        for i in range(8):
            node.house.say(SAMI, f"رسالة {i}")
            if i in (2, 5):
                people.append(await node.enter(f"browser-late-{i}"))
        node.house.say(SAMI, "آخرها")
        for person in people:
            while await person.said() != "آخرها":
                pass
            assert person.numbers == list(range(10 - len(person.numbers), 10))
        assert [len(person.numbers) for person in people] == [9] * 5 + [6, 3]


async def test_one_whom_telling_fails_is_held_back_from_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "SLICE", 1)
    async with a_node() as node:
        amal, sami = await node.enter(AMAL), await node.enter(SAMI)
        told: list[object] = []

        def tell(connection: Connection) -> None:
            told.append(connection)
            raise RuntimeError("nothing could be said")

        both, broken = tuple(node.live[7].connections.values()), sweep.Sweep()
        for _ in range(3):
            broken.event(both, tell)
        while len(told) < 2:  # noqa: ASYNC110 - all three in one go, to each of the two
            await asyncio.sleep(0)
        node.house.say(SAMI, "نعم")
        assert [await amal.said(), await sami.said()] == ["نعم", "نعم"]


async def test_one_who_is_shown_out_while_events_wait_hears_of_the_others_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "SLICE", 1)
    async with a_node() as node:
        amal, sami = await node.enter(AMAL), await node.enter(SAMI)
        node.house.say(SAMI, "أولى")
        assert [await amal.said(), await sami.said()] == ["أولى", "أولى"]
        node.house.say(SAMI, "ثانية")
        node.live[7].remove(AMAL.id)
        assert await amal.closed() == CloseCode.REMOVED
        assert await sami.said() == "ثانية"


async def test_an_announcement_that_never_came_is_read_from_the_house() -> None:
    async with a_node() as node:
        amal = await node.enter(AMAL)
        node.house.mute = True
        node.house.say(SAMI, "ضائعة")
        node.house.mute = False
        node.house.say(SAMI, "وصلت")
        assert [await amal.said(), await amal.said()] == ["ضائعة", "وصلت"]


async def test_the_last_announcement_lost_is_noticed_by_the_answer() -> None:
    async with a_node() as node:
        amal, sami = await node.enter(AMAL), await node.enter(SAMI)
        node.house.mute = True
        await sami.ask("say", text="لم تُعلن")
        assert await amal.said() == "لم تُعلن"


async def test_events_that_are_nowhere_end_in_a_fresh_start() -> None:
    async with a_node() as node:
        amal = await node.enter(AMAL)
        node.house.announce(Announcement([Kept(9, encode(Quiet(n=9, at=1)))]))
        assert await amal.closed() == CloseCode.LOST_TRACK
        assert (await node.enter(AMAL)).welcome.picture.n == 0


async def test_what_was_refused_stays_refused_under_its_key_and_may_be_asked_anew() -> None:
    async with a_node() as node:
        amal = await node.enter(AMAL)
        early = await amal.ask("start", key="too-early-to-start")
        node.house.ask(AMAL)
        again = await amal.ask("start", key="too-early-to-start")
        anew = await amal.ask("start")
        assert isinstance(early, Refusal) and early == again and isinstance(anew, Reply)
        node.house.broken = True
        unsaid = await amal.ask("say", key="while-it-was-broken", text="نعم")
        node.house.broken = False
        said = await amal.ask("say", key="while-it-was-broken", text="نعم")
        assert isinstance(unsaid, Refusal) and unsaid.refused == "unavailable" and isinstance(said, Reply)


async def test_a_refusal_carries_its_code_and_a_broken_house_is_said_to_be_unavailable() -> None:
    async with a_node() as node:
        sami, visitor = await node.enter(SAMI), await node.enter("browser-1")
        assert (await sami.ask("finish")).refused == "no_floor"
        assert (await visitor.ask("say", text="أنا هنا")).refused == "name_needed"
        node.house.broken = True
        assert (await sami.ask("say", text="؟")).refused == "unavailable"
        node.house.broken = False
        assert (await sami.ask("say", text="؟")).n == 1


async def test_haste_is_refused_with_the_seconds_to_wait_and_another_page_buys_nothing() -> None:
    async with a_node() as node:
        sami = await node.enter(SAMI)
        answers = [await sami.ask("say", text=str(i)) for i in range(7)]
        assert [type(answer) for answer in answers] == [Reply] * 5 + [Refusal] * 2
        assert answers[5].refused == "too_fast"
        assert answers[5].facts == {"seconds": 2}
        assert (await (await node.enter(SAMI)).ask("say", text="من صفحة أخرى")).refused == "too_fast"
        zahir = await node.enter(ZAHIR)
        answers = [await zahir.ask("say", text=str(i)) for i in range(3)]
        assert [type(answer) for answer in answers] == [Reply] * 2 + [Refusal]
        assert answers[2].facts == {"seconds": 5}


async def test_a_flood_of_frames_ends_the_connection() -> None:
    async with a_node() as node:
        sami, amal = await node.enter(SAMI), await node.enter(AMAL)
        for _ in range(300):
            await sami.do("heard", stream=1, slot=1)
        assert await sami.closed() == CloseCode.TOO_FAST
        assert (await amal.ask("say", text="ما زلت هنا")).n == 1


async def test_ten_unreadable_messages_end_the_connection() -> None:
    async with a_node() as node:
        sami = await node.enter(SAMI)
        await sami.socket.send('{"do": "say", "key": "key-unreadable", "texts": 1}')
        assert await sami.until(Refusal) == Refusal(re="key-unreadable", refused="malformed")
        await sami.socket.send('{"do": "dance", "key": "key-unreadable"}')
        assert (await sami.until(Refusal)).refused == "unknown_command"
        await sami.socket.send('{"do": "say", "key": "key-unreadable", "text": "' + "ا" * 5000 + '"}')
        assert (await sami.until(Refusal)).refused == "too_long"
        await sami.hello(node.house.ticket(SAMI))
        assert (await sami.until(Refusal)).refused == "malformed"
        for _ in range(6):
            await sami.socket.send("{")
        assert await sami.closed() == CloseCode.BAD_FRAME


async def test_whoever_is_concerned_hears_what_they_may_do_now() -> None:
    async with a_node() as node:
        amal, sami = await node.enter(AMAL), await node.enter(SAMI)
        node.house.announce(Announcement(concerns=[AMAL.id]))
        assert (await amal.until(YouChanged)).you.person == AMAL
        await sami.everything()
        assert not any(isinstance(message, YouChanged) for message in sami.heard)
        node.house.barred[AMAL.id] = 0
        node.house.announce(Announcement(concerns=[AMAL.id]))
        assert await amal.closed() == CloseCode.NOT_WELCOME


async def test_a_ticket_is_renewed_over_the_socket() -> None:
    async with a_node() as node:
        sami = await node.enter(SAMI)
        renewed = await sami.ask("renew")
        assert node.house.check_ticket(renewed.you.ticket).person == SAMI


async def test_a_countdown_that_runs_out_is_settled() -> None:
    async with a_node() as node:
        amal = await node.enter(AMAL)
        node.house.ask(NOUR)
        called: Floor = await amal.until(Floor)
        node.house.change("called", called.turns[0], deadline=called.at + 200)
        await amal.until(Floor)
        skipped: Floor = await amal.until(Floor)
        assert (skipped.what, skipped.gone) == ("skipped", [called.turns[0].id])
        assert node.house.asked["settle"] == 1
