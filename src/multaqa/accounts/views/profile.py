"""My account: how I am called and how I read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from multaqa.accounts.domain import naming
from multaqa.accounts.forms import ProfileForm, refused_name
from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused

CHOICES = ("languages", "language", "time_zone", "calendar", "digits")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Shows and keeps what a person chose; nothing is kept when the name is refused."""
    person = request.user
    assert isinstance(person, Person)
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid() and _keep(form):
        messages.success(request, _("Saved."))
        return redirect("accounts:me")
    # The form writes what was typed into the person it was given; the frame shows who they are.
    if form.errors:
        person.refresh_from_db()
    return render(request, "account/profile.html", {"form": form}, status=422 if form.errors else 200)


def _keep(form: ProfileForm) -> bool:
    person: Person = form.instance
    try:
        with transaction.atomic():
            naming.give_name(person, form.cleaned_data["display_name"], by=person)
            person.save(update_fields=CHOICES)
    except Refused as refused:
        form.add_error("display_name", refused_name(refused))
        return False
    return True
