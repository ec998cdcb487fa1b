"""The catalogues of translations: what the sources say, what the translators owe.

`python scripts/languages.py` adds to every catalogue what the sources say and takes out what they say no more;
`--check` only tells what is missing. Needs no gettext on the machine. Run with the Python of `.venv`.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src/multaqa"
LOCALE = PACKAGE / "locale"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
FORMS = {"ar": 6}


def main(argv: list[str]) -> int:
    """1 when `--check` finds something owed."""
    if "--check" not in argv:
        for path, said in _catalogues():
            _update(path, said)
    owed = [line for path, said in _catalogues() for line in _owed(path, said)]
    owed += [line for folder in sorted(LOCALE.glob("*/LC_MESSAGES")) for line in _said_twice(folder)]
    owed += [f"There is no catalogue of {name}." for name in FORMS if not (LOCALE / name / "LC_MESSAGES").is_dir()]
    print("\n".join(owed) or "Every text is translated.")
    return int("--check" in argv and bool(owed))


def said_by_pages() -> Catalog:
    """Every text of the Python sources and the templates."""
    catalogue = _empty()
    for path in sorted(PACKAGE.rglob("*.py")):
        _collect(catalogue, "python", path.read_bytes(), path)
    for path in sorted([*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/**/*.txt")]):
        _collect(catalogue, "python", _templatized(path), path)
    sys.path.insert(0, str(PACKAGE.parent))
    from multaqa.wire.refusals import REFUSALS

    # The wire may not know gettext; its sentences are translated by whoever shows them.
    for sentence in REFUSALS.values():
        catalogue.add(sentence, None, [("src/multaqa/wire/refusals.py", 0)])
    return catalogue


def said_by_browser() -> Catalog:
    """Every text of the TypeScript sources."""
    catalogue = _empty()
    for path in sorted((ROOT / "web/src").rglob("*.ts")):
        if not path.name.endswith(".test.ts"):
            _collect(catalogue, "javascript", path.read_bytes(), path)
    return catalogue


def _empty() -> Catalog:
    return Catalog(project="Multaqa", charset="utf-8", fuzzy=False)


def _collect(catalogue: Catalog, method: str, source: bytes, path: Path) -> None:
    found = extract(method, io.BytesIO(source), keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True)
    for _line, message, comments, context in found:
        catalogue.add(message, None, [(str(path.relative_to(ROOT)), 0)], auto_comments=comments, context=context)


def _templatized(path: Path) -> bytes:
    """A template as Django turns it into Python for xgettext; indentation means nothing there."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    code = templatize(path.read_text(), origin=str(path))
    return "\n".join(line.strip() for line in code.splitlines()).encode()


def _catalogues() -> Iterator[tuple[Path, Catalog]]:
    for domain, said in (("django", said_by_pages()), ("djangojs", said_by_browser())):
        for folder in sorted(LOCALE.glob("*/LC_MESSAGES")):
            yield folder / f"{domain}.po", said


def _read(path: Path) -> Catalog:
    locale = path.parents[1].name
    if not path.exists():
        return Catalog(locale=locale, project="Multaqa", charset="utf-8", fuzzy=False)
    with open(path, "rb") as file:
        return read_po(file, locale=locale)


def _update(path: Path, said: Catalog) -> None:
    catalogue = _read(path)
    catalogue.update(said, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    text = io.BytesIO()
    write_po(text, catalogue, width=120, sort_output=True, ignore_obsolete=True, include_lineno=False)
    path.write_bytes(text.getvalue())


def _owed(path: Path, said: Catalog) -> Iterator[str]:
    where = path.relative_to(ROOT)
    catalogue, language = _read(path), path.parents[1].name
    # English is what the sources are written in; a catalogue of it may say some things better, and need not say all.
    for message in said if language != "en" else ():
        if message.id and catalogue.get(message.id, message.context) is None:
            yield f"{where}: not in the catalogue: {_shown(message)}"
    for message in catalogue:
        if not message.id:
            continue
        if message.fuzzy:
            yield f"{where}: fuzzy: {_shown(message)}"
        if language != "en" and not _is_full(message, FORMS.get(language, 2)):
            yield f"{where}: not translated: {_shown(message)}"
        for fault in _misplaced(message):
            yield f"{where}: {fault}: {_shown(message)}"


def _said_twice(folder: Path) -> Iterator[str]:
    """The same words on a page and in the browser are the same words in every language; where they mean something else, they
    have a context."""
    pages, browser = (_read(folder / f"{domain}.po") for domain in ("django", "djangojs"))
    for message in pages:
        other = browser.get(message.id, message.context) if message.id else None
        if other is not None and other.string != message.string:
            both = f"{_texts(message.string)} and {_texts(other.string)}"
            yield f"{folder.relative_to(ROOT)}: said in two ways: {_shown(message)}: {both}"


def _is_full(message: Message, forms: int) -> bool:
    if not message.pluralizable:
        return bool(message.string)
    return isinstance(message.string, tuple | list) and len(message.string) == forms and all(message.string)


def _misplaced(message: Message) -> Iterator[str]:
    """A form may leave a number unsaid (one, two), but may not ask for a value nobody gives."""
    given = set().union(*(_places(text) for text in _texts(message.id)))
    for text in _texts(message.string):
        if strange := _places(text) - given:
            yield f"asks for {', '.join(sorted(strange))}"
        if text and not message.pluralizable and given - _places(text):
            yield f"leaves out {', '.join(sorted(given - _places(text)))}"


def _texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(text) for text in value] if isinstance(value, tuple | list) else []


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s|\{\w*\}", text))


def _shown(message: Message) -> str:
    text = _texts(message.id)[0].replace("\n", " ").strip()
    return f"{text[:70]}…" if len(text) > 70 else text


if __name__ == "__main__":
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    sys.exit(main(sys.argv[1:]))
