"""The words of the script, in one language."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.translation import override
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog

YEAR = 365 * 24 * 3600
catalog = JavaScriptCatalog.as_view(packages=["guichet.web"])


@require_safe
def words(request: HttpRequest, version: str, language: str) -> HttpResponseBase:
    """Django's catalogue for scripts; `version` is in the address so that browsers keep it for ever."""
    if language not in dict(settings.LANGUAGES):
        raise Http404("There are no words in this language.")
    with override(language):
        response = catalog(request)
    if version == settings.GUICHET_STATIC_VERSION:
        patch_cache_control(response, public=True, immutable=True, max_age=YEAR)
    return response
