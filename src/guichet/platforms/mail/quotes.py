"""Takes the quoted part off an answer written in a mail program."""

import re

import quotequail  # type: ignore[import-untyped]

# Forms that quotequail does not know: Outlook's blocks in the languages of our marketplaces.
_HEADS = "From|De|Von|Da|Van|Från|Fra|Lähettäjä|Od"
_TIMES = "Sent|Date|Envoyé|Gesendet|Enviado|Inviato|Data|Datum|Verzonden|Skickat|Sendt|Lähetetty|Fecha"
_BLOCK = re.compile(
    rf"^[ \t]*(?:{_HEADS})[ \t]?:[^\n]*\n(?:[^\n]*\n){{0,3}}?[ \t]*(?:{_TIMES})[ \t]?:", re.MULTILINE
)
_DIVIDER = re.compile(
    r"^[ \t]*-{2,}[ \t]*(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Message original"
    r"|Messaggio originale|Mensaje original|Oprindelig meddelelse|Ursprungligt meddelande)[ \t]*-{2,}",
    re.MULTILINE | re.IGNORECASE,
)
# An attribution that quotequail leaves, over two lines at most.
_ATTRIBUTION = re.compile(
    r"^(?!>)[^\n]{3,300}(?:\n[^\n]{1,200})?(?:wrote|a écrit|schrieb[^\n]{0,120}|escribió|ha scritto|skrev"
    r"|escreveu|schreef|kirjoitti|napisał(?:\(a\))?)[ \t]?:[ \t]*$",
    re.MULTILINE,
)
_QUOTED = re.compile(r"^>", re.MULTILINE)
_PHONE = re.compile(
    r"\n+[ \t]*(?:Sent from my|Envoyé de mon|Von meinem|Enviado desde mi|Inviato da|Skickat från min)"
    r"[^\n]{0,80}$",
    re.IGNORECASE,
)
_LONGEST = 200_000


def without_quotes(text: str) -> str:
    """What the sender wrote above the quotation; the whole text where nothing else would be left."""
    own = _attributed(text)
    for mark in (_DIVIDER, _BLOCK, _ATTRIBUTION, _QUOTED):
        own = _cut_at(mark, own)
    own = _PHONE.sub("", own.strip()).strip()
    return own or text.strip()


def _attributed(text: str) -> str:
    """quotequail finds "On … wrote:" in many languages, over two lines too."""
    if len(text) > _LONGEST:
        return text
    found = quotequail.unwrap(text)
    if not found or found.get("type") != "reply":
        return text
    above = found.get("text_top")
    return above if isinstance(above, str) and above.strip() else text


def _cut_at(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return text[: found.start()] if found else text
