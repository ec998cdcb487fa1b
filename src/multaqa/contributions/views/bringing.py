"""Bringing something to the call, changing it, taking it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from multaqa.accounts.refusals import sentence
from multaqa.common.refusal import Refused
from multaqa.contributions.domain import bringing
from multaqa.contributions.forms import BringForm, ChangeForm
from multaqa.contributions.models import Call
from multaqa.contributions.views.show import readable
from multaqa.rooms.views.reach import doer, done


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, call: int) -> HttpResponse:
    """The form; what was typed stays when it is refused."""
    row = get_object_or_404(Call.objects.select_related("alliance"), pk=call)
    form = BringForm(request.POST or None, call=row, initial={"kind": request.GET.get("kind", "idea")})
    if request.method == "POST" and form.is_valid():
        try:
            made = bringing.bring(row, language=get_language() or "ar", by=doer(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error("title" if refused.code == "title_needed" else None, sentence(refused))
        else:
            messages.success(request, _("It is brought. Its answer will stand on its page."))
            return redirect("contributions:contribution", made.pk)
    return render(request, "contributions/bring.html", {"call": row, "form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The author changes the text."""
    row = readable(request, pk)
    form = ChangeForm(request.POST or None, initial={"title": row.title, "body": row.body})
    if request.method == "POST" and form.is_valid():
        try:
            bringing.change(row, by=doer(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error("title", sentence(refused))
        else:
            return redirect("contributions:contribution", pk)
    context = {"call": row.call, "one": row, "form": form}
    return render(request, "contributions/bring.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The author takes it back."""
    row = readable(request, pk)
    why = request.POST.get("why", "")[:300]
    done(request, lambda: bringing.withdraw(row, why=why, by=doer(request)), _("It is taken back."))
    return redirect("contributions:contribution", pk)
