"""Where a page leaves room for what apps above know of its subject. The page does not know them; `{% blocks %}` shows them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

# What is shown of the subject of a page to whoever asks; empty when there is nothing.
Block = Callable[[HttpRequest, Any], SafeString]

_blocks: dict[str, list[Block]] = {}


def put_on(page: str, block: Block) -> None:
    """Shows a block on every page of a kind ("room", "person"), below what the page itself has."""
    if block not in _blocks.setdefault(page, []):
        _blocks[page].append(block)


def blocks_on(page: str, request: HttpRequest, subject: Any) -> list[SafeString]:
    """The blocks that have something to show."""
    return [shown for block in _blocks.get(page, []) if (shown := block(request, subject))]
