"""Whether an order can be invoiced now: every reason against it is a refusal with one sentence."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.invoicing.compose import compose
from guichet.invoicing.document import Paper
from guichet.invoicing.models import InvoiceSettings
from guichet.invoicing.sale import Sale
from guichet.invoicing.settings.form import IssueFrom, Settings, Source
from guichet.invoicing.settings.parse import parse_settings
from guichet.invoicing.states import Stage, stage_of

# What numbers a backup does not know of, nobody here knows: two papers with one number are worse than none.
HELD = gettext_noop(
    "This store was restored from a backup, and invoices may have been numbered since it was made. Whoever "
    "runs Guichet says where its series go on: guichet invoices resume."
)


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """A store's settings with the row that they come from."""

    row: InvoiceSettings
    settings: Settings


def settings_in(row: InvoiceSettings | None) -> StoreSettings:
    """The settings of a store; RefusalError while they are missing or, by newer rules, incomplete."""
    if row is None:
        raise refuse(ErrorCode.CONFLICT, _("The invoice settings of this store are not filled in yet."))
    if row.held_at is not None:
        raise refuse(ErrorCode.CONFLICT, _(HELD))
    settings, problems = parse_settings(row.data)
    if problems:
        message = _("The invoice settings of this store need a correction in %(field)s: %(why)s")
        values = {"field": problems[0].field or "", "why": problems[0].message}
        raise refuse(ErrorCode.CONFLICT, message % values)
    return StoreSettings(row, settings)


def paper_for(settings: Settings, sale: Sale, today: date, logo: bytes | None = None) -> Paper:
    """The paper that would be issued; RefusalError with the reason where none can be."""
    if settings.source is Source.OWN:
        message = _(
            "This store keeps invoices of its own system: upload this order's, or fetch it from there."
        )
        raise refuse(ErrorCode.CONFLICT, message)
    _must_be_far_enough(settings, sale)
    return compose(settings, sale, today, logo)


def _must_be_far_enough(settings: Settings, sale: Sale) -> None:
    stage = stage_of(sale.platform, sale.order)
    if stage is Stage.SHIPPED or (stage is Stage.ACCEPTED and settings.issue_from is IssueFrom.ACCEPTED):
        return
    raise _too_early(stage, sale)


def _too_early(stage: Stage | None, sale: Sale) -> RefusalError:
    sentences = {
        Stage.EARLY: _(
            "The order is in the state %(state)s; its invoice can be made once it is accepted and paid."
        ),
        Stage.ACCEPTED: _(
            "The order is in the state %(state)s; by your settings its invoice is made once it is shipped."
        ),
        Stage.ENDED: _("The order was refused, cancelled or refunded (%(state)s): nothing to invoice."),
        None: _(
            "%(marketplace)s gives the order the state %(state)s, and it is not known whether that permits "
            "an invoice; upload your own."
        ),
    }  # fmt: skip
    values = {"state": sale.order.state or _("unknown"), "marketplace": sale.marketplace}
    return refuse(ErrorCode.CONFLICT, sentences[stage] % values)
