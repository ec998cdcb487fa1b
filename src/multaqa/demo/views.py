"""The door for demo people. The visitor of the demo comes in without a link, as every visitor does."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from multaqa.demo.links import read_link


@require_GET
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Signs a demo person in. Opening the link is the press: there is nothing of theirs to protect."""
    found = read_link(token)
    if found is None:
        raise Http404
    person, path = found
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect(path)
