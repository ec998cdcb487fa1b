"""The light stream: a room's sound over plain HTTP, for players and for browsers that cannot do better.

Owns the slot timeline that turns several speakers into one sound without end, its two wrappings (Ogg/Opus and
low-latency HLS), and the ASGI door in front of them. The packets are wrapped as the speaker encoded them: nothing
here decodes, mixes or encodes. Does not own who may listen (the door asks), nor where the sound comes from
(whoever holds the floor's sound calls `Station.feed`).

    audio messages ──► station ──► timeline ──► one packet per 20 ms ──┬──► ogg  ──► listen.ogg
                          ▲                                            └──► window ► fmp4 ──► listen.m3u8
                        ticks
"""
