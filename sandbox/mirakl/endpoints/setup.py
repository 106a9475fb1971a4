"""RE01 reasons, DO01 document types, OR75 taxes, CH11 channels: to be read once a day."""

from werkzeug.wrappers import Response

from sandbox.mirakl.answers import as_json
from sandbox.mirakl.ask import Ask


def list_reasons(ask: Ask) -> Response:
    """RE01."""
    language = ask.language()
    reasons = [
        {
            "code": reason.code,
            "label": reason.labels[language],
            "type": reason.type,
            "is_shop_right": reason.shop_may_use,
        }
        for reason in ask.catalogue.reasons
    ]
    return as_json({"reasons": reasons})


def list_document_types(ask: Ask) -> Response:
    """DO01; `mime_types` is absent when anything goes."""
    language = ask.language()
    entities = ask.parameters.comma_list("entities")
    shown = []
    for kind in ask.catalogue.document_types:
        if entities and kind.entity not in entities:
            continue
        label = kind.labels[language]
        entry = {"code": kind.code, "label": label, "description": label, "entity": kind.entity}
        shown.append(entry | ({"mime_types": list(kind.mime_types)} if kind.mime_types else {}))
    return as_json({"documents": shown})


def list_taxes(ask: Ask) -> Response:
    """OR75."""
    ask.language()
    rule = "PROPORTIONAL_TO_AMOUNT"
    taxes = [
        {"code": code, "label": label, "tax_calculation_rule": rule} for code, label in ask.catalogue.taxes
    ]
    return as_json({"taxes": taxes})


def list_channels(ask: Ask) -> Response:
    """CH11, only the channels the shop sells on."""
    ask.language()
    channels = [
        {"code": code, "label": label, "description": label}
        for code, label in ask.catalogue.channels
        if code in ask.shop.channels
    ]
    return as_json({"channels": channels})
