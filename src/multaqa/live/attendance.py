"""Who came and who left, written down in batches: a room of thousands costs the database one transaction a second."""

import structlog

from multaqa.live.connection import Connection
from multaqa.live.core.presence import Door
from multaqa.live.ports import Attended, House

MOST_ROWS = 50_000
MOST_AT_ONCE = 2_000
logger = structlog.get_logger(__name__)


class Attendance:
    """The rows not yet written. When the house cannot take them they wait for the next time."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._rows: list[Attended] = []

    def came(self, gathering: int, connection: Connection, now: int) -> None:
        """A connection was welcomed."""
        self._note(gathering, connection, now, left=False)

    def left(self, gathering: int, connection: Connection, now: int) -> None:
        """A connection ended."""
        self._note(gathering, connection, now, left=True)

    def moved(self, gathering: int, connection: Connection, door: Door, now: int) -> None:
        """A connection changed its door: one row ends and another begins."""
        self.left(gathering, connection, now)
        connection.door, connection.doors = door, connection.doors + 1
        connection.row = f"{connection.id}-{connection.doors}"
        self.came(gathering, connection, now)

    def heard(self, gathering: int, key: str, visitor: str, left: bool, now: int) -> None:
        """Somebody hears, or heard, over HTTP; a player has no name and no mark."""
        self._rows.append(
            Attended(gathering=gathering, connection=key, person=None, visitor=visitor, door="http", at=now, left=left)
        )

    async def write(self) -> None:
        """Hands the rows to the house."""
        while self._rows:
            rows, self._rows = self._rows[:MOST_AT_ONCE], self._rows[MOST_AT_ONCE:]
            try:
                await self._house.attended(rows)
            except Exception:
                logger.exception("Attendance could not be written", rows=len(rows))
                self._rows = (rows + self._rows)[-MOST_ROWS:]
                return

    def _note(self, gathering: int, connection: Connection, now: int, *, left: bool) -> None:
        self._rows.append(
            Attended(
                gathering=gathering,
                connection=connection.row,
                person=connection.person_id,
                visitor=connection.ticket.visitor,
                door=connection.door,
                at=now,
                left=left,
            )
        )
