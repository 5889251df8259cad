"""/api/v1: the apps' endpoints under one roof. A test keeps docs/openapi.json equal to it."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from balai.base.errors import RuleBroken
from balai.field.api import router as field
from balai.queues.api import router as queues
from balai.voices.api import router as voices

api = NinjaAPI(
    title="Balai",
    version="1",
    description="Openings, hours, own tickets, voices, field records. A refusal is 409 with a lasting code.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", queues)
api.add_router("", voices)
api.add_router("", field)


def _say(request: HttpRequest, code: str, message: str, status: int) -> HttpResponse:
    return api.create_response(request, {"code": code, "message": message}, status=status)


@api.exception_handler(RuleBroken)
def refused(request: HttpRequest, broken: RuleBroken) -> HttpResponse:
    status = 429 if broken.code.startswith("limit.") else 409
    return _say(request, broken.code, broken.message, status)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return _say(request, "not_found", "Tidak ada di sini.", 404)


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The names of the fields alone: what was sent is never repeated."""
    fields = sorted({str(place) for found in error.errors for place in found["loc"][-1:]})
    return _say(request, "request.invalid", f"Periksa isian: {', '.join(fields)}.", 422)


@api.exception_handler(HttpError)
def bad_request(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _say(request, "request.unreadable", "Isi permintaan bukan JSON yang terbaca.", error.status_code)


def openapi_text() -> str:
    """As checked in."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


urlpatterns, _, app_name = api.urls
for pattern in urlpatterns:
    pattern.callback.audience = "public"  # type: ignore[union-attr]  # no endpoint knows a sign-in; the token is what opens
