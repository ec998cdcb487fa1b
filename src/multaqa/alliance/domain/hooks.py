"""News for the apps above: they register what they do, and it is done in the same transaction as the deed."""

from collections.abc import Callable
from typing import Any

Listener = Callable[..., Any]


class Hook(list[Listener]):
    """What is told when something has happened. Calling it registers a listener, once, so that it may be a decorator; a
    Refused raised by a listener undoes the deed."""

    def __call__(self, listener: Listener) -> Listener:
        if listener not in self:
            self.append(listener)
        return listener

    def tell(self, *facts: Any, **more: Any) -> None:
        """Calls everybody, in the order of their coming."""
        for listener in self:
            listener(*facts, **more)
