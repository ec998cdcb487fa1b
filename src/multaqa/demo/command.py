"""`multaqa demo`."""

import json
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from multaqa.config import Config, read_config

if TYPE_CHECKING:
    from multaqa.accounts.models import Person

PARTS = {
    "owner": "مالك الغرفة ورئيس الجلسة · owner, chair",
    "supervisor": "إشراف · supervisor",
    "member": "عضو · member",
    "coordinator": "التنسيق · coordinator",
    "secretary": "أمانة السر · secretary",
    "delegate_3": "مندوب · delegate",
}
OF_THE_MONTH = ("coordinator", "secretary", "delegate_3")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Prints the links as one JSON object.")
@click.option("--force", is_flag=True, help="Even when others than this machine can reach the server.")
@click.option("--url", default="", help="Address of the running server. Default: the one of the settings.")
def demo(as_json: bool, force: bool, url: str) -> None:
    """Fills an empty server with a small world and prints sign-in links for its people."""
    import django

    django.setup()
    from django.core.management import call_command

    config = read_config()
    if not (_is_private(config) or force):
        where = f"it listens on {config.host} and is reached at {config.public_url}"
        click.echo(f"Refused: others can reach this server ({where}). Use --force if you mean it.", err=True)
        sys.exit(2)
    config.data_dir.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    people = _people()
    base = (url or config.public_url).rstrip("/")
    links = _links(base, people)
    click.echo(json.dumps(links, ensure_ascii=False) if as_json else _told(links))


def _is_private(config: Config) -> bool:
    """Whether nobody but this machine comes in: it listens on loopback, and no public address leads to it."""
    return config.is_loopback and urlsplit(config.public_url).hostname in ("127.0.0.1", "::1", "localhost")


def _people() -> dict[str, "Person"]:
    """The demo's people: made now, or there since an earlier demo."""
    from multaqa.accounts.models import Person
    from multaqa.common.refusal import Refused
    from multaqa.demo.world import build

    try:
        return build()
    except Refused as refused:
        if refused.code != "not_empty":
            raise
        found = {
            p.email.split("@")[0].replace("delegate", "delegate_"): p
            for p in Person.objects.filter(email__endswith="@demo.example")
            if p.email
        }
        if "owner" not in found:
            click.echo("Refused: this server is not empty. The demo never mixes with what is yours.", err=True)
            sys.exit(2)
        return found


def _links(base: str, people: dict[str, "Person"]) -> dict[str, Any]:
    from multaqa.assembly.models import Cycle
    from multaqa.demo.links import link_for
    from multaqa.demo.rooms import ROOMS

    room = f"/rooms/{ROOMS[0].slug}/"
    month = f"/months/{Cycle.objects.order_by('-number').values_list('pk', flat=True).first()}/"
    rows = [
        {
            "part": part,
            "name": people[part].display_name,
            "email": people[part].email,
            "url": base + link_for(people[part], month if part in OF_THE_MONTH else f"{room}live/"),
        }
        for part in PARTS
        if part in people
    ]
    rows.append({"part": "visitor", "name": "", "email": None, "url": f"{base}{room}live/"})
    return {"room": f"{base}{room}", "live": f"{base}{room}live/", "month": f"{base}{month}", "people": rows}


def _told(links: dict[str, Any]) -> str:
    lines = ["A small world is ready. Start the server with bin/serve, then open one of:", ""]
    for row in links["people"]:
        lines += [f"  {PARTS.get(row['part'], 'زائر · visitor'):<40} {row['name']}", f"    {row['url']}", ""]
    return "\n".join([*lines, f"  The room:  {links['room']}", f"  The month: {links['month']}"])
