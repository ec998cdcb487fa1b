"""Finding contributions by words in any Arabic spelling, alike on every database."""

from django.db.models import QuerySet

from multaqa.common.arabic.fold import search_key
from multaqa.common.arabic.stem import stem
from multaqa.contributions.models import Contribution


def search_text(*texts: str) -> str:
    """What `Contribution.search_text` keeps of these texts: folded words, each by its light stem."""
    return " ".join(stem(word) for text in texts for word in search_key(text).split())


def answering_to(found: QuerySet[Contribution], words: str) -> QuerySet[Contribution]:
    """Those in which every word occurs, whole or as part of a word. No words: all of them."""
    for word in search_text(words).split():
        found = found.filter(search_text__contains=word)
    return found
