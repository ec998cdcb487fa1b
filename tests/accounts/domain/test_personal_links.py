import datetime as dt

import pytest
from django.utils import timezone

from multaqa.accounts.domain import links
from multaqa.accounts.models import Person, PersonalLink
from multaqa.common.refusal import Refused

pytestmark = pytest.mark.django_db


def secret_of(address: str) -> str:
    return address.removeprefix("/l/").removesuffix("/")


def test_a_link_is_known_by_its_secret_and_keeps_none(hind: Person, salma: Person) -> None:
    link, address = links.make_link(hind, path="/rooms/diwan/live/", days=3, by=salma)
    secret = secret_of(address)
    assert links.bearer_of(secret) == link
    assert links.bearer_of(secret + "x") is None
    assert secret not in str(PersonalLink.objects.values().get())
    assert dt.timedelta(days=2, hours=23) < link.until - timezone.now() <= dt.timedelta(days=3)
    assert links.use_link(link) == hind


def test_an_account_is_opened_by_its_person_or_an_operator(salma: Person, hind: Person, nasser: Person) -> None:
    with pytest.raises(Refused) as refused:
        links.make_link(salma, path="/", days=1, by=hind)
    assert refused.value.code == "not_allowed"
    assert links.make_link(salma, path="/", days=1, by=salma)[0].made_by == salma
    assert links.make_link(salma, path="/", days=1, by=nasser)[0].made_by == nasser


@pytest.mark.parametrize(
    "path", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "rooms/", "/\t/x"]
)
def test_a_link_leads_nowhere_else(hind: Person, nasser: Person, path: str) -> None:
    with pytest.raises(ValueError, match="not a path of this site"):
        links.make_link(hind, path=path, days=1, by=nasser)


def test_a_replaced_link_opens_nothing_and_the_new_one_does(hind: Person, nasser: Person) -> None:
    old, _ = links.make_link(hind, path="/rooms/diwan/", days=5, by=nasser)
    new, address = links.replace_link(old, by=nasser)
    old.refresh_from_db()
    assert (new.path, new.person, (new.until - new.made_at).days) == ("/rooms/diwan/", hind, 5)
    assert links.bearer_of(secret_of(address)) == new
    with pytest.raises(Refused) as refused:
        links.use_link(old)
    assert refused.value.code == "link_replaced"
    with pytest.raises(Refused) as twice:
        links.replace_link(old, by=nasser)
    assert twice.value.code == "link_replaced"


def test_an_ended_link_says_when(hind: Person, nasser: Person) -> None:
    link, address = links.make_link(hind, path="/", days=1, by=nasser)
    ended = timezone.now() - dt.timedelta(minutes=1)
    PersonalLink.objects.update(until=ended)
    found = links.bearer_of(secret_of(address))
    assert found == link
    with pytest.raises(Refused) as refused:
        links.use_link(found)
    assert (refused.value.code, refused.value.facts) == ("link_ended", {"until": int(ended.timestamp() * 1000)})


def test_the_link_of_someone_who_left_is_none(hind: Person, nasser: Person) -> None:
    _, address = links.make_link(hind, path="/", days=1, by=nasser)
    Person.objects.filter(pk=hind.pk).update(left_at=timezone.now())
    assert links.bearer_of(secret_of(address)) is None
