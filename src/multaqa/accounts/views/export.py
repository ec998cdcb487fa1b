"""Taking along what is mine."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from multaqa.accounts.domain.export import belongings
from multaqa.accounts.models import Person


@never_cache
@login_required
@require_safe
def export(request: HttpRequest) -> JsonResponse:
    """A JSON file of everything the house holds of whoever asks."""
    assert isinstance(request.user, Person)
    response = JsonResponse(belongings(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="multaqa-{timezone.localdate()}.json"'
    return response
