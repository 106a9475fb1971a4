"""The door of GraphQL: one POST, one operation."""

from typing import Any, NoReturn, cast

import orjson
from cross_web import HTTPException, SyncHTTPRequestAdapter
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from strawberry.django.views import GraphQLView, TemporalHttpResponse
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData, GraphQLRequestProtocol
from strawberry.types import ExecutionResult

from guichet.accounts.scope import within
from guichet.api.answer_size import hold_answer
from guichet.api.authentication import refuse_token_in_url, viewer_of_request
from guichet.api.context import Context
from guichet.api.http_refusal import HttpRefusalError, refusal_response
from guichet.api.idempotency import HEADER, answered_once, fingerprint_of, is_mutation, key_of
from guichet.api.persisted import resolved_query
from guichet.api.plain_errors import our_fault, plain_error
from guichet.api.request_body import FORM, decoded, malformed, prepare_body, read_form

NOT_A_REQUEST = "Send one JSON object with `query` and, where needed, `variables` and `operationName`."
NOT_AN_UPLOAD = "Follow the GraphQL multipart request specification: `operations`, `map`, then the files."


# The check is made where a session speaks (guichet.api.authentication); a token needs none.
@method_decorator(csrf_exempt, name="dispatch")
class ApiView(GraphQLView[Context, None]):
    """Strawberry's view behind our own limits; every refusal has the shape of a GraphQL answer."""

    def dispatch(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Answer, whatever comes."""
        try:
            response = self._answer(request)
        except HttpRefusalError as refusal:
            response = refusal_response(refusal)
        except HTTPException as error:
            response = refusal_response(HttpRefusalError(error.status_code, "MALFORMED", error.reason))
        except Exception as error:
            response = refusal_response(HttpRefusalError(500, "INTERNAL", our_fault(error)))
        response["Cache-Control"] = "no-store"
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        refuse_token_in_url(request)
        if request.method != "POST":
            raise HttpRefusalError(405, "POST_ONLY", "Send queries and mutations by POST.")
        prepare_body(request)
        context = Context(request=request, viewer=viewer_of_request(request))
        context.meter.hold_back()
        if request.content_type == FORM:
            read_form(request)
        with within(context.viewer.account_id):
            return self._metered(request, context)

    def _metered(self, request: HttpRequest, context: Context) -> HttpResponseBase:
        """Every answer tells how the asker's bucket stands, refusals too."""
        meter = context.meter
        try:
            response = self._once(request, context)
        except HttpRefusalError as refusal:
            response = refusal_response(refusal)
        finally:
            meter.end()
        if meter.refusal is not None:
            response = refusal_response(meter.refusal)
        for name, value in meter.spent.headers.items() if meter.spent else ():
            response[name] = value
        return response

    def _once(self, request: HttpRequest, context: Context) -> HttpResponseBase:
        """One act for each idempotency key."""
        key = key_of(request.headers.get(HEADER))
        asked = None if key is None else self._asked(request, context)
        if key is None or asked is None or not is_mutation(asked):
            return self._run(request, context)
        context.meter.prepay()
        fingerprint = fingerprint_of(asked)
        return answered_once(context.meter, key, fingerprint, lambda: self._run(request, context))

    def _run(self, request: HttpRequest, context: Context) -> HttpResponse:
        """Strawberry's answer, which is whole: nothing of ours is sent in pieces."""
        return cast("HttpResponse", self.run(request=request, context=context))

    def _asked(self, request: HttpRequest, context: Context) -> GraphQLRequestData | None:
        """What the request asks; None for a batch, which is refused in its turn."""
        asked = self.parse_http_body(self.request_adapter_class(request))
        return None if isinstance(asked, list) else resolved_query(context.viewer.account_id, asked)

    def execute_single(
        self,
        request: HttpRequest,
        request_adapter: SyncHTTPRequestAdapter,
        sub_response: TemporalHttpResponse,
        context: Context,
        root_value: None,
        request_data: GraphQLRequestData,
    ) -> ExecutionResult:
        """With the text of a query that came by its hash."""
        asked = resolved_query(context.viewer.account_id, request_data)
        return super().execute_single(request, request_adapter, sub_response, context, root_value, asked)

    def encode_json(self, data: object) -> str | bytes:
        """Ten times faster than Django's encoder, which gets what orjson does not take."""
        try:
            return orjson.dumps(data)
        except orjson.JSONEncodeError:
            return super().encode_json(data)

    def decode_json(self, data: str | bytes) -> object:
        """With our own sentences."""
        return decoded(data)

    def parse_http_body(
        self, request: SyncHTTPRequestAdapter
    ) -> GraphQLRequestData | list[GraphQLRequestData]:
        """Anything of an unexpected shape is the sender's mistake, not ours."""
        try:
            return super().parse_http_body(request)
        except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
            is_form = FORM in (request.content_type or "")
            raise malformed(NOT_AN_UPLOAD if is_form else NOT_A_REQUEST) from error

    def _validate_batch_request(
        self, request_data: list[GraphQLRequestData], protocol: GraphQLRequestProtocol
    ) -> NoReturn:
        raise malformed("Send one operation a request; several in one array are not answered.")

    def process_result(self, request: HttpRequest, result: ExecutionResult) -> GraphQLHTTPResponse:
        """With errors that may be given out, and not without bounds."""
        hold_answer(result)
        result.errors = [plain_error(error) for error in result.errors or ()] or None
        return super().process_result(request, result)
