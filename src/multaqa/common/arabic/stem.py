"""Light stems for search: «والمكتبات» finds «مكتبة». Not morphology, only what stands before and after a word.

Larkey, Ballesteros and Connell's light10, over words already folded by `search_key`, where ة is ه and ى is ي."""

from multaqa.common.arabic.fold import search_key

_AND = "و"
_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


def stem(word: str) -> str:
    """The light stem of one folded Arabic word; a word of another script comes back as it is."""
    if word.startswith(_AND) and len(word) > 3:
        word = word[1:]
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + 2:
            word = word[len(article) :]
            break
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 2:
            word = word[: -len(ending)]
    return word


def stems(text: str) -> str:
    """The stems of every word of a text, folded first, parted by one space."""
    return " ".join(stem(word) for word in search_key(text).split())
