"""Writes `web/src/wire/messages.ts` and `docs/protocol.md` from the catalogue.

Run `python -m multaqa.wire.generate`; with `--check` it only says whether the files are true.
"""

import inspect
import sys
import types
import typing
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from multaqa.wire import audio, codec, commands, events, views
from multaqa.wire.close_codes import CLOSES, CloseCode
from multaqa.wire.refusals import REFUSALS

ROOT = Path(__file__).resolve().parents[3]
ALIASES = {
    "Role", "PersonKind", "TurnKind", "TurnState", "Reason", "SanctionKind", "Doors", "Ability", "FloorWhat",
    "Capacity", "SittingKind", "SittingState", "ItemKind", "ItemState", "BallotMethod", "Majority", "Base", "BallotState",
}  # fmt: skip


def main(argv: list[str]) -> int:
    """Writes the two files; 1 when `--check` finds one that differs."""
    made = {ROOT / "web/src/wire/messages.ts": typescript(), ROOT / "docs/protocol.md": protocol_page()}
    stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not what the catalogue says; run python -m multaqa.wire.generate")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[path], "utf-8")
    return 0


def typescript() -> str:
    """The browser's types: every alias, view, command and event, the close codes and the refusal codes."""
    lines = ["// Written by multaqa.wire.generate from src/multaqa/wire. Do not edit.", ""]
    lines += [f"export const VERSION = {codec.VERSION};", f"export const MAX_COMMAND_BYTES = {codec.MAX_COMMAND_BYTES};", ""]
    for module in (views, events):
        for name in sorted(ALIASES & vars(module).keys()):
            lines.append(f"export type {name} = {_literal(getattr(module, name))};")
    lines.append("")
    for struct in [*_structs(views), *_structs(events), *_structs(commands)]:
        lines += [_interface(struct), ""]
    for union in ("AnyCommand", "LastingEvent", "FleetingEvent", "AnyEvent"):
        module = commands if union == "AnyCommand" else events
        lines += [f"export type {union} =\n  | " + "\n  | ".join(_ts_name(t) for t in get_args(getattr(module, union))) + ";", ""]
    lines += [_closes_ts(), "", "export type RefusalCode =\n  | " + "\n  | ".join(f'"{code}"' for code in REFUSALS) + ";", ""]
    return "\n".join(lines)


def protocol_page() -> str:
    """The protocol, for whoever writes a client."""
    out = [
        "# The protocol",
        "",
        "Written from `src/multaqa/wire` by `python -m multaqa.wire.generate`; edit the catalogue, not this page.",
        "",
        f"One WebSocket at `/live`, version {codec.VERSION}. Text frames are JSON, one message each, at most "
        f"{codec.MAX_COMMAND_BYTES} bytes from the browser; binary frames are sound. Times are ms since the epoch, UTC.",
        "",
        "## Sound",
        "",
        "```",
        inspect.getdoc(audio) or "",
        "```",
        "",
        "## Commands (browser to node)",
        "",
    ]
    out += _table(get_args(commands.AnyCommand), "do")
    out += ["## Lasting events (node to browser, numbered)", "", *_table(get_args(events.LastingEvent), "ev")]
    out += ["## Fleeting events (node to browser)", "", *_table(get_args(events.FleetingEvent), "ev")]
    out += ["## Answers", "", *_table((events.Reply, events.Refusal), "")]
    out += ["## Shapes", "", *_table(tuple(_structs(views)), ""), "## Refusals", "", "| code | says |", "|---|---|"]
    out += [f"| `{code}` | {text} |" for code, text in REFUSALS.items()]
    out += ["", "## Close codes", "", "| code | name | meaning | come back |", "|---|---|---|---|"]
    for code, close in CLOSES.items():
        back = f"after {close.back_ms[0]}–{close.back_ms[1]} ms" if close.back_ms else "no"
        out.append(f"| {int(code)} | `{close.name}` | {close.meaning} | {back} |")
    return "\n".join(out) + "\n"


def _table(structs: tuple[Any, ...], tag_field: str) -> list[str]:
    rows = []
    for struct in structs:
        info = msgspec.inspect.type_info(struct)
        assert isinstance(info, msgspec.inspect.StructType)
        title = f'`{tag_field}: "{info.tag}"`' if tag_field else f"`{struct.__name__}`"
        fields = ", ".join(f"`{field.name}{'' if field.required else '?'}`" for field in info.fields)
        rows += [f"### {title}", "", " ".join((inspect.getdoc(struct) or "").split()), "", f"Fields: {fields or 'none'}.", ""]
    return rows


def _structs(module: types.ModuleType) -> list[type[Struct]]:
    """The structs a module defines itself, in the order they are written."""
    own = [v for v in vars(module).values() if isinstance(v, type) and issubclass(v, Struct) and v.__module__ == module.__name__]
    return [s for s in own if s.__name__ not in {"Command", "Keyed", "Event", "Lasting"}]


def _ts_name(struct: type) -> str:
    return {"Sanction": "SanctionCommand"}.get(struct.__name__, struct.__name__)


def _interface(struct: type[Struct]) -> str:
    info = msgspec.inspect.type_info(struct)
    assert isinstance(info, msgspec.inspect.StructType)
    hints = get_type_hints(struct)
    sent_by_us = struct.__module__ != commands.__name__ and struct is not events.Reply
    body = [f'  {info.tag_field}: "{info.tag}";'] if info.tag_field else []
    for field in info.fields:
        optional = "" if field.required or sent_by_us else "?"
        body.append(f"  {field.name}{optional}: {_ts(hints[field.name])};")
    return f"export interface {_ts_name(struct)} {{\n" + "\n".join(body) + "\n}"


def _ts(hint: Any) -> str:
    for name in ALIASES:
        if hint == getattr(views, name, None) or hint == getattr(events, name, None):
            return name
    origin = get_origin(hint)
    if origin is typing.Annotated:
        return _ts(get_args(hint)[0])
    if origin is Literal:
        return _literal(hint)
    if origin in (typing.Union, types.UnionType):
        return " | ".join(_ts(arg) for arg in get_args(hint))
    if origin in (list, tuple):
        inner = _ts(get_args(hint)[0])
        return f"({inner})[]" if " " in inner else f"{inner}[]"
    if origin is dict:
        return f"Record<{_ts(get_args(hint)[0])}, {_ts(get_args(hint)[1])}>"
    return {int: "number", str: "string", bool: "boolean", float: "number", type(None): "null"}.get(hint) or _ts_name(hint)


def _literal(hint: Any) -> str:
    return " | ".join(f'"{value}"' for value in get_args(hint))


def _closes_ts() -> str:
    rows = []
    for code, close in CLOSES.items():
        back = f"[{close.back_ms[0]}, {close.back_ms[1]}]" if close.back_ms else "null"
        rows.append(f'  {int(code)}: {{ name: "{close.name}", back: {back} }},')
    names = ", ".join(f"{code.name} = {int(code)}" for code in CloseCode)
    return (
        f"export enum CloseCode {{ {names} }}\n\n"
        "/** What a close code means to a client: its name, and the range of ms within which to come back. */\n"
        "export const CLOSES: Record<number, { name: string; back: [number, number] | null }> = {\n" + "\n".join(rows) + "\n};"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
