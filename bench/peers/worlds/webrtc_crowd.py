"""Run by aiortc's own interpreter: one who speaks and many who listen in a VideoRoom of Janus, all real WebRTC.

Usage: webrtc_crowd.py PORT LISTENERS SECONDS. Says `ready` when all hear; after a line on its input counts for so many seconds,
and prints what was heard as JSON."""

import asyncio
import json
import secrets
import sys
from typing import Any

import aiohttp
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.codecs.opus import OpusEncoder
from aiortc.mediastreams import AudioStreamTrack
from aiortc.rtcrtpreceiver import RTCRtpReceiver

from bench.peers import mark

ROOM, LOOKS = 1234, 8
heard: dict[str, Any] = {"packets": 0, "bytes": 0, "delays": [], "measuring": False}
ears: dict[int, bool] = {}  # who has heard anything, and whether they look at the marks


def say_marked(encoder: Any, frame: Any, force_keyframe: bool = False) -> tuple[list[bytes], int]:
    """In the place of the encoder: one marked packet of 20 ms."""
    encoder.count = getattr(encoder, "count", -1) + 1
    return [mark.packet(mark.now_ms() - mark.PACKET_MS)], encoder.count * 960


async def hear(receiver: Any, packet: Any, arrival_time_ms: int) -> None:
    """In the place of the jitter buffer and the decoder, which are the listener's own work."""
    looks = ears.setdefault(id(receiver), len(ears) % LOOKS == 0)
    if heard["measuring"]:
        heard["packets"] += 1
        heard["bytes"] += len(packet.payload)
        if looks:
            heard["delays"] += mark.delays(packet.payload, mark.now_ms())


OpusEncoder.encode = say_marked
RTCRtpReceiver._handle_rtp_packet = hear


class Janus:
    """One session over one WebSocket; a handle for each person."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket, self.session = socket, 0
        self.waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}

    async def read(self) -> None:
        """Gives each answer to who waits for it; an `ack` is no answer yet."""
        async for message in self.socket:
            said = json.loads(message.data)
            waiting = self.waiting.get(said.get("transaction", ""))
            if waiting is not None and said["janus"] != "ack" and not waiting.done():
                waiting.set_result(said)

    async def ask(self, **what: Any) -> dict[str, Any]:
        """One request and its answer."""
        key = secrets.token_hex(8)
        self.waiting[key] = asyncio.get_running_loop().create_future()
        if self.session:
            what["session_id"] = self.session
        await self.socket.send_json({**what, "transaction": key})
        async with asyncio.timeout(30):
            return await self.waiting[key]

    async def handle(self) -> int:
        """A new handle on the room."""
        return int((await self.ask(janus="attach", plugin="janus.plugin.videoroom"))["data"]["id"])

    async def stay(self) -> None:
        """Sessions end after a silent minute."""
        while True:
            await asyncio.sleep(20)
            await self.ask(janus="keepalive")


def peer() -> RTCPeerConnection:
    """Without any STUN server."""
    return RTCPeerConnection(RTCConfiguration(iceServers=[]))


async def publish(janus: Janus) -> tuple[RTCPeerConnection, int]:
    """Somebody who speaks; answers the number of their feed."""
    handle, connection = await janus.handle(), peer()
    join = {"request": "join", "ptype": "publisher", "room": ROOM, "display": "speaker"}
    feed = (await janus.ask(janus="message", handle_id=handle, body=join))["plugindata"]["data"]["id"]
    connection.addTrack(AudioStreamTrack())
    await connection.setLocalDescription(await connection.createOffer())
    answer = await janus.ask(
        janus="message",
        handle_id=handle,
        body={"request": "publish"},
        jsep={"type": "offer", "sdp": connection.localDescription.sdp},
    )
    await connection.setRemoteDescription(RTCSessionDescription(**_described(answer)))
    async with asyncio.timeout(30):
        while connection.connectionState != "connected":  # noqa: ASYNC110 - it calls back for every state but tells nobody
            await asyncio.sleep(0.1)
    return connection, int(feed)


async def subscribe(janus: Janus, feed: int) -> RTCPeerConnection:
    """Somebody who listens."""
    handle, connection = await janus.handle(), peer()
    join = {"request": "join", "ptype": "subscriber", "room": ROOM, "streams": [{"feed": feed}]}
    offer = await janus.ask(janus="message", handle_id=handle, body=join)
    await connection.setRemoteDescription(RTCSessionDescription(**_described(offer)))
    await connection.setLocalDescription(await connection.createAnswer())
    jsep = {"type": "answer", "sdp": connection.localDescription.sdp}
    await janus.ask(janus="message", handle_id=handle, body={"request": "start"}, jsep=jsep)
    return connection


def _described(said: dict[str, Any]) -> dict[str, str]:
    if "jsep" not in said:
        raise ConnectionError(json.dumps(said))
    return {"type": said["jsep"]["type"], "sdp": said["jsep"]["sdp"]}


async def main(port: int, listeners: int, seconds: float) -> None:
    """The whole visit."""
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(f"ws://127.0.0.1:{port}/", protocols=["janus-protocol"]) as socket,
    ):
        janus = Janus(socket)
        tasks = [asyncio.create_task(janus.read())]
        janus.session = (await janus.ask(janus="create"))["data"]["id"]
        tasks.append(asyncio.create_task(janus.stay()))
        _, feed = await publish(janus)
        print("published", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        _everybody = [await subscribe(janus, feed) for _ in range(listeners)]
        async with asyncio.timeout(60):
            while len(ears) < listeners:  # noqa: ASYNC110 - what is awaited is hundreds of connections
                await asyncio.sleep(0.2)
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        heard["measuring"] = True
        await asyncio.sleep(seconds)
        heard["measuring"] = False
        print(json.dumps(heard), flush=True)
        for task in tasks:
            task.cancel()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
