"""Links and codes to send."""

import re

from multaqa.accounts.models import Person, PersonalLink


def address_in(page: str) -> str:
    return re.search(r'id="made" value="http://testserver(/l/[^"]+)"', page).group(1)


def test_a_guest_comes_in_by_the_link(hall, browser_of):
    answer = browser_of(hall.layla).post("/rooms/diwan/invite/", {"name": "د. مأمون العتيقي", "days": "7"})
    page = answer.content.decode()
    assert (answer.status_code, page.count("<svg"), answer["Cache-Control"].count("no-store")) == (200, page.count("<svg"), 1)
    address = address_in(page)
    guest = browser_of(None)
    assert "مأمون" in guest.get(address).content.decode()
    assert guest.post(address)["Location"] == "/rooms/diwan/live/"
    assert guest.get("/rooms/diwan/live/").status_code == 200


def test_it_is_shown_once(hall, browser_of):
    layla = browser_of(hall.layla)
    layla.post("/rooms/diwan/invite/", {"name": "مأمون", "days": "7"})
    page = layla.get("/rooms/diwan/invite/").content.decode()
    assert ('id="made"' in page, "مأمون" in page) == (False, True)


def test_a_borrowed_name_is_refused_and_kept(hall, browser_of):
    answer = browser_of(hall.layla).post("/rooms/diwan/invite/", {"name": "سامي", "days": "90"})
    assert (answer.status_code, 'value="سامي"' in answer.content.decode()) == (422, True)
    assert not Person.objects.filter(kind="guest").exists()


def test_a_leaked_link_is_replaced(hall, browser_of):
    layla = browser_of(hall.layla)
    old = address_in(layla.post("/rooms/diwan/invite/", {"name": "مأمون", "days": "7"}).content.decode())
    link = PersonalLink.objects.get()
    new = address_in(layla.post(f"/rooms/diwan/invite/{link.pk}/renew/").content.decode())
    assert [browser_of(None).get(address).status_code for address in (old, new)] == [410, 200]
    assert layla.post(f"/rooms/diwan/invite/{link.pk}/renew/").status_code == 422


def test_the_links_of_others_are_not_renewed(hall, browser_of):
    from multaqa.accounts.domain.links import make_link

    theirs, _ = make_link(hall.amal, path="/", days=3, by=hall.amal)
    answer = browser_of(hall.sami).post(f"/rooms/diwan/invite/{theirs.pk}/renew/")
    assert (answer.status_code, PersonalLink.objects.filter(replaced_at=None).get()) == (422, theirs)


def test_a_link_is_closed_with_none_in_its_place(hall, browser_of):
    layla = browser_of(hall.layla)
    address = address_in(layla.post("/rooms/diwan/invite/", {"name": "مأمون", "days": "7"}).content.decode())
    link = PersonalLink.objects.get()
    page = layla.post(f"/rooms/diwan/invite/{link.pk}/close/", follow=True).content.decode()
    assert ("انتهى الرابط." in page, f"/invite/{link.pk}/close/" in page) == (True, False)
    assert browser_of(None).get(address).status_code == 410
    ended = PersonalLink.objects.get().until
    layla.post(f"/rooms/diwan/invite/{link.pk}/close/")
    assert PersonalLink.objects.get().until == ended


def test_the_links_of_others_are_not_closed(hall, browser_of):
    from multaqa.accounts.domain.links import make_link

    theirs, _ = make_link(hall.amal, path="/", days=3, by=hall.amal)
    browser_of(hall.sami).post(f"/rooms/diwan/invite/{theirs.pk}/close/")
    assert PersonalLink.objects.get().until == theirs.until
