"""Sign-in links of the demo: signed, for one person, for a day. They work only while the server is told to allow them."""

from django.core import signing

from multaqa.accounts.models import Person

SALT = "multaqa.demo.links"
LIFE_SECONDS = 24 * 3600


def link_for(person: Person, path: str) -> str:
    """The path that signs this person in and leads to `path`."""
    token = signing.dumps({"person": person.pk, "path": path}, salt=SALT)
    return f"/demo/{token}/"


def read_link(token: str) -> tuple[Person, str] | None:
    """Whom a link is for and where it leads; None when it is not ours, or too old, or the person left."""
    try:
        said = signing.loads(token, salt=SALT, max_age=LIFE_SECONDS)
    except signing.BadSignature:
        return None
    person = Person.objects.present().filter(pk=said["person"], email__endswith="@demo.example").first()
    return None if person is None else (person, said["path"])
