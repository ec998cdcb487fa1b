"""What is looked for is found, however it is spelled."""

import datetime as dt

import pytest
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.models import Alliance
from multaqa.contributions.domain.searching import answering_to, search_text
from multaqa.contributions.models import Call, Contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> Contribution:
    huda = Person.objects.create(display_name="هدى")
    alliance = Alliance.objects.create(name="تحالف", slug="t", name_key="t", founded_by=huda)
    ends = timezone.now() + dt.timedelta(days=9)
    call = Call.objects.create(alliance=alliance, title="دعوة", opens_at=timezone.now(), closes_at=ends, made_by=huda)
    title = "المكتبات المشتركة 100%"
    return Contribution.objects.create(
        call=call, title=title, author=huda, author_name="هدى", search_text=search_text(title, "أرشيفٌ للغرف")
    )


@pytest.mark.parametrize("words", ["مكتبة", "والمكتبات", "المكتبه", "ارشيف", "مكتبة غرف", "", "100%"])
def test_spellings_find_it(library: Contribution, words: str) -> None:
    assert list(answering_to(Contribution.objects.all(), words)) == [library]


@pytest.mark.parametrize("words", ["مدرسة", "مكتبة مدرسة", "1_0"])
def test_every_word_must_occur(library: Contribution, words: str) -> None:
    assert not answering_to(Contribution.objects.all(), words).exists()
