"""Leaving for good."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from multaqa.accounts.domain import leaving
from multaqa.accounts.models import Person
from multaqa.accounts.refusals import sentence
from multaqa.common.refusal import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays, and asks for the name: a slip of the finger must not end an account."""
    assert isinstance(request.user, Person)
    refusal = ""
    if request.method == "POST":
        try:
            leaving.leave(request.user, name=request.POST.get("name", ""), by=request.user)
        except Refused as refused:
            refusal = sentence(refused)
        else:
            logout(request)
            messages.success(request, _("You have left. Nothing here bears your name any more."))
            return redirect("/")
    return render(request, "account/leave.html", {"refusal": refusal}, status=422 if refusal else 200)
