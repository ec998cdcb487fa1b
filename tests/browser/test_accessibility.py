"""axe finds nothing serious on any page, in either language, light and dark."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, ROOT

pytestmark = pytest.mark.browser
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
PAGES = {
    None: ["/", "/?q=ديوان", "/rooms/majlis-aldiya/", "/rooms/majlis-aldiya/live/", "/rooms/diwan-aladab/live/", "/account/login/",
           "/account/signup/", "/nothing-here/", "/alliances/", "/months/3/", "/months/minutes/4/", "/months/sittings/4/report/",
           "/months/decisions/", "/calls/3/", "/calls/one/11/", "/months/series/1/"],
    "member": ["/rooms/majlis-aldiya/live/", "/me/", "/account/email/", "/account/2fa/", "/account/sessions/", "/rooms/new/"],
    "owner": ["/rooms/majlis-aldiya/", "/rooms/majlis-aldiya/live/", "/rooms/majlis-aldiya/edit/", "/rooms/majlis-aldiya/people/",
              "/rooms/majlis-aldiya/order/", "/rooms/majlis-aldiya/invite/"],
    "coordinator": ["/months/3/", "/months/3/planning/", "/months/3/guests/", "/months/sittings/5/agenda/", "/calls/3/review/",
                    "/calls/one/12/", "/months/series/1/plan/"],
    "secretary": ["/months/minutes/4/", "/months/minutes/4/changes/", "/months/reminders/"],
    "delegate_3": ["/calls/3/bring/", "/calls/3/paper/", "/months/actions/", "/months/calendar/"],
}  # fmt: skip


def serious(page: Page) -> list[str]:
    """What axe calls serious or critical, each with where."""
    page.evaluate(Path(AXE).read_text())
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] }).then((r) => JSON.stringify(r.violations))")
    return [
        f"{row['id']}: {row['nodes'][0]['target']} {row['nodes'][0]['html'][:120]}"
        for row in json.loads(found)
        if row["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("part", PAGES)
def test_nothing_serious_on_any_page(server, browser, part):
    wrong = {}
    for language, dark, size in (("ar", False, PHONE), ("en", True, DESKTOP)):
        context = browser.new_context(
            locale="ar-SA" if language == "ar" else "en-GB",
            color_scheme="dark" if dark else "light",
            viewport=size,
            bypass_csp=True,
        )
        page = context.new_page()
        if part is not None:
            page.goto(server.links[part])
        context.add_cookies([{"name": "django_language", "value": language, "url": server.url}])
        for path in PAGES[part]:
            page.goto(server.url + path)
            page.wait_for_load_state("networkidle") if "/live/" not in path else page.wait_for_timeout(1500)
            html = page.locator("html")
            assert (html.get_attribute("lang"), html.get_attribute("dir")) == (language, "rtl" if language == "ar" else "ltr"), (
                path
            )
            if found := serious(page):
                wrong[f"{path} {language}"] = found
        context.close()
    assert wrong == {}
