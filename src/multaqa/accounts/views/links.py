"""The door a personal link opens: it says for whom, and opens at a press.

Looking is harmless on purpose: messengers open links to preview them, and would sign in before the person does."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from multaqa.accounts.domain import links
from multaqa.accounts.models import PersonalLink
from multaqa.common.refusal import Refused

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ASK_AGAIN_SECONDS = 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def personal_link(request: HttpRequest, secret: str) -> HttpResponse:
    """GET says whose it is and until when; POST signs in, or asks for a new link when this one has ended."""
    link = links.bearer_of(secret)
    if link is None:
        return _answered(render(request, "account/link_unknown.html", status=404))
    if request.method == "POST" and "ask" in request.POST:
        return _ask(request, link)
    if request.method == "POST":
        try:
            person = links.use_link(link)
        except Refused:
            return _shown(request, link)
        login(request, person, backend=BACKEND)
        return _answered(redirect(link.path))
    return _shown(request, link)


def _shown(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    return _answered(render(request, "account/link.html", {"link": link}, status=200 if link.is_open else 410))


def _ask(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Tells whoever made the link, at most once an hour."""
    maker = link.made_by
    if maker and maker.email and not link.is_open and cache.add(f"link-asked:{link.pk}", True, ASK_AGAIN_SECONDS):
        get_adapter(request).send_mail("account/email/link_wanted", maker.email, {"user": maker, "person": link.person})
    messages.info(request, _("Whoever gave you the link was told that you need a new one."))
    return _answered(redirect(request.path))


def _answered(response: HttpResponse) -> HttpResponse:
    # The address is the key: no other site, and no page of ours, may read it from the Referer. With `no-referrer` a browser
    # would also hide the origin of the form, and it would be refused as somebody else's.
    response["Referrer-Policy"] = "strict-origin"
    return response
