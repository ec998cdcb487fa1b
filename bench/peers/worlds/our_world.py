"""Run by our own interpreter over a folder of its own: the demo's world with so many rooms. Prints the pages' addresses and
how often each asks the database, as JSON."""

import json
import sys

import django


def build(rooms: int) -> dict[str, tuple[str, int]]:
    """The month in preparation, and the directory."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from multaqa.demo import rooms as written
    from multaqa.demo import world

    world.ROOMS = (*written.ROOMS, *(_another(number, written.ROOMS) for number in range(rooms - len(written.ROOMS))))[:rooms]
    world.build()
    from multaqa.assembly.models import Cycle

    pages = {"month": f"/months/{Cycle.objects.latest('date').pk}/", "directory": "/"}
    return {name: (path, _queries(path)) for name, path in pages.items()}


def _another(number: int, models: tuple) -> object:  # type: ignore[type-arg]
    model = models[number % len(models)]
    return model._replace(slug=f"{model.slug}-{number}", name=f"{model.name} {number}")


def _queries(path: str) -> int:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


if __name__ == "__main__":
    print(json.dumps(build(int(sys.argv[1]))))
