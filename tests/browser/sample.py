"""Believable rows, through the one way in for what connectors read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from guichet.accounts.models import Channel, Store
from guichet.accounts.sealing import seal
from guichet.inbox.ingest.ingest import ingest_threads
from guichet.platforms.port import Message, Participant, Product, Thread
from guichet.platforms.words import DiscussionType, ParticipantKind, Platform

CUSTOMER, MARKETPLACE = ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Matter:
    """One discussion of the sample; times are counted back from now."""

    code: str
    who: str
    subject: str
    text: str
    order: str | None = None
    last: timedelta = HOUR
    due: timedelta | None = None
    is_question: bool = False
    from_operator: bool = False


MATTERS = (
    Matter("mirakl-boulanger", "Antoine Lefèvre", "Colis marqué livré mais rien reçu",
           "Bonjour, le suivi indique une livraison samedi à 11 h 20 mais il n’y a rien chez la gardienne.",
           "403-5561298-7741015", 50 * HOUR, -2 * HOUR),
    Matter("mirakl-mediamarkt", "Jutta Brandstätter", "Lampe flackert nach zwei Tagen",
           "Guten Tag, die Stehlampe flackert auf der höchsten Stufe, mit zwei Leuchtmitteln getestet.",
           "302-7719043-2206751", 26 * HOUR, -HOUR),
    Matter("mirakl-carrefour-es", "Marisol Etxebarria", "Falta el tornillo del soporte",
           "Hola, en la bolsa de tornillería solo vienen tres tornillos y la guía habla de cuatro.",
           "CF-88120-4417-A", 25 * HOUR, -25 * HOUR / 60),
    Matter("mirakl-leroymerlin", "Camille Renard", "Verre cassé à la réception, demande d’échange",
           "Merci pour votre retour. Je préfère un échange si le verre seul est disponible.",
           "230411-88412-A", HOUR, 50 * HOUR / 60),
    Matter("mirakl-but", "BUT, service vendeurs", "Réclamation 7741 : délai dépassé",
           "Votre client a ouvert une réclamation. Sans réponse sous 24 h la commande sera remboursée.",
           "7XK2QPL4M9T", 2 * HOUR, 100 * HOUR / 60, from_operator=True),
    Matter("mirakl-mediamarkt", "Tobias Heinemann", "Rechnung mit USt-IdNr. benötigt",
           "Wir benötigen eine Rechnung auf unsere Firma, die USt-IdNr. steht unten.",
           "MM-4410-229871", HOUR, 2 * HOUR),
    Matter("mirakl-pccomponentes", "Lucía Ferrándiz", "¿Sirve para techo inclinado?",
           "Buenos días, tengo un techo abuhardillado de 30 grados, ¿se puede regular la varilla?",
           None, 20 * HOUR, 3 * HOUR, is_question=True),
    Matter("mirakl-conforama-fr", "Oriane Delmas", "Changement d’adresse avant expédition",
           "J’ai laissé mon ancienne adresse, pouvez-vous livrer au 8 rue de l’Exemple ?",
           "RK-15570824", 21 * HOUR, 4 * HOUR),
    Matter("mirakl-manor", "Söderlund Inredning", "Delleverans, saknar två av sex",
           "Hej, vi fick fyra av sex pendellampor i dag, när kommer resten?",
           "CDON-2261907", 22 * HOUR, 5 * HOUR),
    Matter("mirakl-leroymerlin", "Leroy Merlin, relation vendeurs", "Mise à jour des délais de livraison",
           "À partir du 1er décembre, les délais affichés sont calculés autrement.", None, 44 * HOUR, None,
           from_operator=True),
    Matter("mirakl-worten", "Iker Zubieta", "Color distinto al de la foto",
           "La pantalla es más gris que verde. ¿Se puede cambiar?", "WO-7712098-1", 25 * HOUR, 11 * HOUR),
    Matter("mirakl-boulanger", "أحمد الخطيب", "الطلب لم يصل",
           "مرحبا، لم يصل الطلب بعد، متى سيصل؟", "404-2208817-0093162", 30 * HOUR, 26 * HOUR),
)  # fmt: skip


def channel_row(store: Store, code: str, shop: str = "1001") -> Channel:
    """A channel as activation leaves it, long synchronised."""
    now = timezone.now()
    return Channel.objects.create(
        account_id=store.account_id, store=store, marketplace=code, platform=Platform.MIRAKL,
        shop_key=f"{code}:{shop}", shop_name=store.name, credentials=seal({"apiKey": "kept-secret-key"}),
        backfill_since=now - timedelta(days=90), backfill_done_at=now - timedelta(days=3),
        last_sync_at=now - timedelta(minutes=2), next_sync_at=now + timedelta(minutes=3),
    )  # fmt: skip


def fill(stores: list[Store], copies: int = 1) -> list[Channel]:
    """All matters, spread over the stores by their marketplace; `copies` makes the list longer."""
    codes = sorted({matter.code for matter in MATTERS})
    channels = {code: channel_row(stores[i % len(stores)], code) for i, code in enumerate(codes)}
    for number in range(copies):
        for place, matter in enumerate(MATTERS):
            ingest_threads(
                channels[matter.code], [thread_of(matter, f"T{number}-{place}", number * HOUR / 6)]
            )
    return list(channels.values())


def thread_of(matter: Matter, name: str, older: timedelta = timedelta(0)) -> Thread:
    """A matter as a connector would read it."""
    now = timezone.now()
    last = now - matter.last - older
    who = Participant(MARKETPLACE if matter.from_operator else CUSTOMER, matter.who, marketplace_id="u1")
    return Thread(
        marketplace_id=name,
        type=_type(matter),
        subject=matter.subject,
        participants=(who,),
        possible_recipients=(who,),
        created_at=last,
        updated_at=last,
        message_count=1,
        messages=(message(f"{name}-1", who, matter.text, last),),
        order_id=matter.order and (matter.order if older == timedelta(0) else f"{matter.order}-{name}"),
        product=Product(title="Suspension Orme", sku="LUM-ORM-30") if matter.is_question else None,
        needs_reply_since=last if matter.due is not None else None,
        reply_due_at=now + matter.due + older if matter.due is not None else None,
    )


def message(name: str, who: Participant, text: str, at: datetime) -> Message:
    """A message to the merchant."""
    return Message(name, who, (ParticipantKind.MERCHANT,), text, at)


def _type(matter: Matter) -> DiscussionType:
    if matter.order:
        return DiscussionType.ORDER
    return DiscussionType.PRODUCT if matter.is_question else DiscussionType.OTHER
