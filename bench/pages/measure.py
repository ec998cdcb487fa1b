"""Milliseconds at the median of the month page, the alliance page and the first page, asked of Django without a network, and
how many times that of a trivial page each is. Builds the demo world in a folder of its own."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 60


def main() -> None:
    """Measures and prints one line a page."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MULTAQA_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "multaqa.settings"
        demo = [sys.executable, "-m", "multaqa", "demo", "--json"]
        subprocess.run(demo, check=True, stdout=subprocess.DEVNULL)
        _measure()


def _measure() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from multaqa.alliance.models import Alliance
    from multaqa.assembly.models import Cycle

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    pages = {
        "trivial": "/health",
        "month": f"/months/{Cycle.objects.latest('date').pk}/",
        "alliance": f"/alliances/{Alliance.objects.get().slug}/",
        "home": "/",
    }
    plain = 0.0
    for name, path in pages.items():
        median = statistics.median(_once(client, path) for _ in range(ROUNDS))
        plain = plain or median
        print(f"{name:10} {median:7.1f} ms  {median / plain:5.1f} × trivial")


def _once(client: object, path: str) -> float:
    began = time.perf_counter()
    response = client.get(path)  # type: ignore[attr-defined]
    assert response.status_code == 200, (path, response.status_code)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
