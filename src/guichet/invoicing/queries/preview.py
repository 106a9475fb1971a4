"""A look at a paper before anything counts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.accounts.queries.stores import store_of
from guichet.accounts.viewer import Viewer
from guichet.invoicing import access
from guichet.invoicing.compose import compose
from guichet.invoicing.drawn import drawn_paper
from guichet.invoicing.issue import logo_of, today_of
from guichet.invoicing.queries.settings import next_number
from guichet.invoicing.sale import sale_of
from guichet.invoicing.settings.parse import parse_settings


def preview(viewer: Viewer, store_id: UUID, draft: Mapping[str, Any] | None, order_id: UUID) -> bytes:
    """The PDF of an order by a draft of the settings, or by those that are stored; it numbers nothing.

    RefusalError with every reason of the draft, or the one of the order. Its state does not count here.
    """
    viewer.must_manage()
    store = store_of(viewer, store_id)
    order = access.one_order(viewer, order_id)
    if order.channel.store_id != store.pk:
        raise refuse(ErrorCode.INVALID, _("This order belongs to another store."), "orderId")
    row = access.settings_rows(viewer).filter(store=store).select_related("logo").first()
    settings, problems = parse_settings(draft if draft is not None else row.data if row else {})
    if problems:
        raise RefusalError(*problems)
    logo = logo_of(row) if row else None
    paper = compose(settings, sale_of(order), today_of(settings), logo)
    number = next_number(viewer, settings, settings.invoices)
    return drawn_paper(replace(paper, number=number, is_preview=True))
