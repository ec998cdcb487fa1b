"""The welcome of a new house: one page, once."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from multaqa.accounts.models import Person
from multaqa.accounts.refusals import sentence
from multaqa.common.refusal import Refused
from multaqa.lobby.domain.welcoming import AlreadyInhabited, welcome_owner
from multaqa.lobby.forms import WelcomeForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Makes the owner and the first room, signs the owner in and leads to the room. 404 once there are people."""
    if Person.objects.exists():
        raise Http404
    form = WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person, room = welcome_owner(**form.cleaned_data, language=get_language() or "")
        except AlreadyInhabited as late:
            raise Http404 from late
        except Refused as refused:
            form.add_error(str(refused.facts["field"]), sentence(refused))
        else:
            login(request, person, backend=BACKEND)
            messages.success(request, _passkey_note())
            return redirect(room)
    return render(request, "lobby/welcome.html", {"form": form}, status=422 if form.errors else 200)


def _passkey_note() -> SafeString:
    made, offer = _("Your room is made. With a passkey you sign in without a code."), _("Add a passkey")
    return format_html('{} <a class="link" href="{}">{}</a>', made, reverse("mfa_add_webauthn"), offer)
