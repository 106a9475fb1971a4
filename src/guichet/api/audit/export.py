"""The download of the audit, by a signed link."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from guichet.accounts.audit_lines import json_lines
from guichet.accounts.errors import RefusalError
from guichet.accounts.queries.audit import AuditFilter, audit_export, must_read_audit
from guichet.accounts.queries.viewer_again import viewer_again
from guichet.accounts.scope import everywhere
from guichet.accounts.viewer import Viewer

LIFETIME = timedelta(hours=1)
SALT = "guichet.audit.export"
PATH = "/graphql/audit/"
NOT_GOOD = "This link is not good any more; ask for a new one."


def signed_audit(viewer: Viewer, wanted: AuditFilter) -> str:
    """The path of a download: who asked for what; RefusalError FORBIDDEN unless they may read the audit."""
    must_read_audit(viewer)
    asked = {name: _plain(value) for name, value in asdict(wanted).items() if value is not None}
    return PATH + dumps({"member": str(viewer.member_id), **asked}, salt=SALT, compress=True)


@require_GET
def download(request: HttpRequest, signed: str) -> HttpResponseBase:
    """JSON lines, as long as the member may read the audit; 404 for a link that is not good."""
    try:
        asked = loads(signed, salt=SALT, max_age=LIFETIME)
        with everywhere("who asked by a signed link"):
            viewer = viewer_again(asked.pop("member"))
        entries = audit_export(viewer, _filter(asked)) if viewer else None
    except (BadSignature, RefusalError):
        entries = None
    if entries is None:
        return HttpResponse(NOT_GOOD, "text/plain", status=404)
    response = StreamingHttpResponse(json_lines(entries), content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.jsonl"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _plain(value: UUID | datetime | str) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _filter(asked: dict[str, Any]) -> AuditFilter:
    return AuditFilter(
        member_id=_key(asked.get("member_id")),
        act=asked.get("act"),
        subject_id=_key(asked.get("subject_id")),
        since=_moment(asked.get("since")),
        until=_moment(asked.get("until")),
        text=asked.get("text"),
    )


def _key(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
