"""The addresses of the API."""

from django.urls import path

from guichet.api.audit.export import PATH as AUDIT_PATH
from guichet.api.audit.export import download as audit_download
from guichet.api.invoice.export import PATH, download
from guichet.api.retention.export import PATH as CUSTOMER_PATH
from guichet.api.retention.export import download as customer_download
from guichet.api.schema import schema
from guichet.api.view import ApiView

view = ApiView.as_view(
    schema=schema,
    graphql_ide=None,
    allow_queries_via_get=False,
    multipart_uploads_enabled=True,
    subscription_protocols=(),
)

urlpatterns = [
    path("graphql", view, name="graphql"),
    path(f"{PATH.removeprefix('/')}<str:signed>", download, name="invoice-export"),
    path(f"{AUDIT_PATH.removeprefix('/')}<str:signed>", audit_download, name="audit-export"),
    path(f"{CUSTOMER_PATH.removeprefix('/')}<str:signed>", customer_download, name="customer-export"),
]
