"""On paper: from a node's measured cost to a hundred thousand and a million listeners."""

from collections.abc import Mapping, Sequence

from bench.peers.figures import Sample, Spread, by_contender, whole

AUDIENCES = (10_000, 100_000, 1_000_000)
BUSY = 0.7  # of its core: what a node may be asked for, with room for the storm after another one dies
# Ethernet, IP, TCP with timestamps, and TLS around each write; the acknowledgements that come back are counted as one more.
AROUND_A_WRITE = 14 + 20 + 32 + 22
SPEAKER_MESSAGES, SPEAKER_BYTES = 50 / 3, 12 + 3 * 62
SAID_A_SECOND = 2.0

Kept = Mapping[str, Mapping[str, Sequence[Sample]]]


def told(kept: Kept) -> str:
    """The section, or nothing when growth was not measured."""
    found = _largest(kept)
    if found is None:
        return ""
    size, row = found
    cost, writes, payload = (
        row[name].median for name in ("cpu_us_per_listener_s", "reads_per_listener_s", "bytes_per_listener_s")
    )
    memory = row["kib_per_listener"].median
    on_wire = payload + writes * AROUND_A_WRITE
    node = int(BUSY * 1e6 / cost // 100 * 100)
    lines = [
        "\n### On paper: a hundred thousand, a million\n",
        f"From the live door at {size:,} listeners: {cost:.0f} µs of CPU a listener and second, {writes:.1f} writes and "
        f"{payload:,.0f} bytes a second, {memory:.0f} KiB. A node is one process and writes from one core; asked for "
        f"{BUSY:.0%} of it, it carries {node:,} listeners. Around each write stand {AROUND_A_WRITE} bytes of Ethernet, IP, "
        f"TCP and TLS; TLS itself is the proxy's work and is not in the CPU. One speaker, {SAID_A_SECOND:g} messages a second "
        "in the chat.\n",
        "| listeners | nodes | cores | memory of sockets | out | bus: messages a second, all nodes | bus: Mbit/s |",
        "|---|---|---|---|---|---|---|",
    ]
    for audience in AUDIENCES:
        nodes = -(-audience // node)
        messages = (SPEAKER_MESSAGES + SAID_A_SECOND + 1) * nodes
        bus = SPEAKER_MESSAGES * SPEAKER_BYTES * nodes * 8 / 1e6
        out = audience * on_wire * 8 / 1e9
        ram = audience * memory / 2**20
        lines.append(f"| {audience:,} | {nodes} | {nodes} | {ram:,.1f} GiB | {out:,.1f} Gbit/s | {messages:,.0f} | {bus:,.1f} |")
    return "\n".join([*lines, _in_words(node)])


def _largest(kept: Kept) -> tuple[int, dict[str, Spread]] | None:
    rows = {}
    for title, samples in kept.get("growth", {}).items():
        if title.endswith(" listeners"):
            row = by_contender(whole(samples)).get("multaqa live", {})
            if "cpu_us_per_listener_s" in row:
                rows[int(title.split()[0].replace(",", ""))] = row
    return max(rows.items()) if rows else None


def _in_words(node: int) -> str:
    return f"""
What gives way, in this order:

1. **The core of a node**, at some {node:,} listeners: sound is late for everybody on it, and then dropped. Another node takes the
   next; nothing is shared but the bus, which carries each speaker once to each node and is bored by it.
2. **Coming in.** Every named person who joins reads the database; a hall that fills in a minute asks far more of it than a
   hall that listens. Listeners without a name cost it nothing.
3. **The way out.** Ten gigabits are full at some hundred thousand times three, whatever the software: machines in several
   places, or
4. **somebody else's machines**: the HTTP door. Its parts are the same bytes for all, 0.3 to 1.2 s behind; a content network
   in front takes them once for each of its places: in an open room a part has one address for all, alike at all nodes, and
   may be kept for half a minute. The playlist, a kilobyte or two for each listener and piece, is each one's own, since
   by it they are counted; a hall of a million would give up that count. The live socket then stays for those who may
   speak, and the million listen a second behind.
5. **Words to a million**: one message a second is a million writes a second, as much as the sound. Chat for such a hall has to be
   read in slices: a few messages a second for the gallery, all of them for those who write.

None of this was run at that size; the steps are from one machine and are sure only as far as the table above them goes."""
