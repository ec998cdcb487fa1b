"""Reminders: the coordinator's press, what one turned off, and the browsers that agreed to be called."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from multaqa.accounts.refusals import sentence
from multaqa.assembly.domain import delivering, pushing, reminding
from multaqa.assembly.domain.wording import KINDS, kind_name
from multaqa.assembly.models import Cycle, ReminderChoice
from multaqa.common.digits import digits_in_use, format_number
from multaqa.common.refusal import Refused
from multaqa.rooms.views.reach import doer

WAYS = ("mail", "push")


@login_required
@require_POST
def remind(request: HttpRequest, cycle: int, what: str) -> HttpResponse:
    """Reminds everybody who owes this now."""
    month = get_object_or_404(Cycle.objects.select_related("series__alliance", "call"), pk=cycle)
    if what not in KINDS:
        raise Http404
    try:
        count = reminding.remind_now(month, what, by=doer(request))
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        said = ngettext("%(count)s person is reminded.", "%(count)s people are reminded.", count)
        messages.success(request, said % {"count": format_number(count, digits_in_use(get_language() or "ar"))})
    return redirect("assembly:cycle", cycle)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """What one is reminded of, by which way."""
    person = doer(request)
    if request.method == "POST":
        for what in KINDS:
            for way in WAYS:
                delivering.turn(person, what, way, off=f"{what}-{way}" not in request.POST)
        # Whoever ticks one thing again does not want all of it off.
        ReminderChoice.objects.filter(person=person, what=delivering.ALL).delete()
        return redirect("assembly:reminders")
    off = set(ReminderChoice.objects.filter(person=person).values_list("what", "way"))
    rows = [(what, kind_name(what), [(way, not off & {(what, way), (delivering.ALL, way)}) for way in WAYS]) for what in KINDS]
    return render(request, "assembly/reminders.html", {"rows": rows, "push_key": pushing.keys().application_key})


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a mail. Looking is harmless: messengers and mail programs open links by themselves. A POST turns it off,
    without signing in (RFC 8058)."""
    done = None
    if request.method == "POST":
        done = delivering.turn_off_by(token)
        if done is None:
            raise Http404
    return render(request, "assembly/reminders_off.html", {"done": done and kind_name(done[1])})


@login_required
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """A browser agrees to be called: its subscription as JSON."""
    try:
        said = json.loads(request.body)
        pushing.subscribe(doer(request), said, language=get_language() or "ar")
    except (ValueError, Refused) as error:
        code = error.code if isinstance(error, Refused) else "malformed"
        return JsonResponse({"refused": code}, status=400)
    return JsonResponse({"ok": True})


@login_required
@require_POST
def unsubscribe(request: HttpRequest) -> HttpResponse:
    """A browser does not want to be called any more."""
    pushing.unsubscribe(doer(request), str(request.POST.get("endpoint", "")))
    return JsonResponse({"ok": True})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that shows a call while no page is open. It stands at the root, so that it may open any page."""
    response = HttpResponse(WORKER, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    response["Cache-Control"] = "no-cache"
    return response


WORKER = """\
self.addEventListener("push", (event) => {
  const said = event.data ? event.data.json() : {};
  const dir = said.lang === "ar" ? "rtl" : "ltr";
  event.waitUntil(self.registration.showNotification(said.title || "", {
    body: said.body, lang: said.lang, dir, data: said.url, icon: "/static/favicon.svg", tag: said.url,
  }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow(event.notification.data || "/"));
});
"""
