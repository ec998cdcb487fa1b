"""The language switch of the footer."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog, set_language

from multaqa.accounts.models import Person

YEAR = 365 * 86400


@require_POST
def switch(request: HttpRequest) -> HttpResponseBase:
    """Keeps the language in the cookie, and with the person when there is one."""
    language = request.POST.get("language", "")
    person = request.user
    if isinstance(person, Person) and language and check_for_language(language):
        Person.objects.filter(pk=person.pk).update(language=language)
    return set_language(request)


class Catalogue(JavaScriptCatalog):
    """The words of the scripts, at an address of their own for each language and version, so that they may be kept."""

    packages = ["multaqa.common"]  # the project's own words are always among them

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """The catalogue as a classic script."""
        with translation.override(str(kwargs["language"])):
            response = super().get(request, domain="djangojs")
        response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if request.GET.get("v") else "no-cache"
        return response
