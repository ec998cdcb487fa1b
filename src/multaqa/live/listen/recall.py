"""An answer of the house, good for a moment: HLS asks ten times a second for what changes rarely."""

import asyncio

from multaqa.live.listen.admission import Admission, Find

MAX_RECALLED = 1_000


class Recall:
    """Asks `find` and remembers each answer for so many seconds; after them, it asks again."""

    def __init__(self, find: Find, *, seconds: float) -> None:
        self._find = find
        self._seconds = seconds
        self._answers: dict[tuple[str, str | None], tuple[float, Admission]] = {}

    async def __call__(self, slug: str, token: str | None) -> Admission:
        now = asyncio.get_running_loop().time()
        until, admission = self._answers.get((slug, token), (0.0, None))
        if admission is None or until <= now:
            admission = await self._find(slug, token)
            self._remember((slug, token), now + self._seconds, admission)
        return admission

    def _remember(self, question: tuple[str, str | None], until: float, admission: Admission) -> None:
        """Made-up slugs and tokens must not fill the memory: when there are too many, all are forgotten."""
        if len(self._answers) >= MAX_RECALLED:
            self._answers.clear()
        self._answers[question] = (until, admission)
