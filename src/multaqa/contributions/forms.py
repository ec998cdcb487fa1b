"""What is asked of whoever brings something."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from multaqa.common.digits import digits_in_use, write_digits
from multaqa.contributions.enums import Kind
from multaqa.contributions.models import Call
from multaqa.contributions.papers.kinds import ENDINGS

TAKEN = ",".join(f".{ending}" for endings in ENDINGS.values() for ending in endings)


class BringForm(forms.Form):
    """An idea, an opinion, a proposal or a question."""

    kind = forms.ChoiceField(label=_("What do you bring?"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=160, widget=forms.TextInput(attrs={"dir": "auto", "class": "input"}))
    body = forms.CharField(
        label=_("Text"),
        max_length=12000,
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 10, "class": "input"}),
        help_text=_("Lists and headings may be written with plain signs: a line that begins with a dash or a number."),
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, kind.label) for kind in Kind if kind in call.takes and kind != Kind.PAPER]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class ChangeForm(forms.Form):
    """The text, once more."""

    title, body = BringForm.base_fields["title"], BringForm.base_fields["body"]


def _said_in_digits(text: object) -> str:
    return write_digits(str(text), digits_in_use(get_language() or "ar"))


_in_digits = lazy(_said_in_digits, str)


def paper_field() -> forms.FileField:
    """The file of a paper. What is wrong with it is said by the deed."""
    return forms.FileField(
        label=_("The file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": TAKEN}),
        help_text=_in_digits(
            _(
                "PDF, Word (DOCX) or plain text, up to 20 MB and 200 pages. Of a Word file the text and the tables are taken; "
                "one with pictures is better saved as PDF."
            )
        ),
    )


class HandInForm(forms.Form):
    """A working paper."""

    title = BringForm.base_fields["title"]
    body = forms.CharField(
        label=_("Abstract"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 5, "class": "input"}),
        help_text=_("What the paper is about, in a few lines. Everybody sees it; the paper itself only once it is published."),
    )
    file = paper_field()


class HandInAgainForm(forms.Form):
    """Another file of it."""

    file = paper_field()
