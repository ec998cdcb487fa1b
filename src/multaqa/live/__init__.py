"""The live engine: sockets, presence, fan-out of words and sound, deadlines.

Owns what is fleeting. What lasts it asks of the `House` and hears on the `Bus` (see `ports`); it knows no database and
no Django. `core/` is pure: state and a message in, state and effects out, with the time given.

    gateway → connection → gathering → sweep → fanout
                   │           ▲
                   ▼           │ announcements
                 house ─────► bus
"""
