"""Text of people as safe HTML: Markdown without raw HTML, passed through a sanitiser, each block in its own direction."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "ul", "ol", "li", "strong", "em", "blockquote", "h3", "h4", "br", "a", "code", "hr"}
_markdown = MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True})


def as_html(text: str) -> SafeString:
    """What somebody wrote, to be read."""
    made = _markdown.render(text).replace("<p>", '<p dir="auto">').replace("<li>", '<li dir="auto">')
    clean = nh3.clean(made, tags=TAGS, attributes={"a": {"href"}, "p": {"dir"}, "li": {"dir"}}, link_rel="nofollow noopener ugc")
    # nh3 let nothing through but the tags above.
    return mark_safe(clean)  # noqa: S308
