"""Writes discussions down as rows."""

import json
from collections.abc import Sequence
from hashlib import sha256
from itertools import accumulate
from random import Random

from bench.data.customers import OPERATOR_SHARE, Person, customer
from bench.data.home import Home, Shop
from bench.data.identity import id_at, iso
from bench.data.orders import order_row
from bench.data.plan import DAY, Plan
from bench.data.rows import Rows
from bench.data.speech import speeches
from bench.data.turns import Turn, turns
from bench.data.work_state import delivery_of, is_read, status_of, waits

TYPES, TYPE_WEIGHTS = ("ORDER", "PRODUCT", "OTHER"), (78, 95, 100)
FILE_SHARE = 0.04
FETCHED_ORDERS = 0.3
FILE_NAMES = ("photo-étiquette.jpg", "facture.pdf", "IMG_2041.jpg", "bon de retour.pdf", "écran.png")
REPLY_WITHIN = 2 * DAY


class Writer:
    """Fills `rows` until somebody takes them away; `until` is the moment at which all of it ends."""

    def __init__(self, home: Home, seed: str, until: float) -> None:
        self.home, self.until = home, until
        self.rows = Rows()
        self._last_order = 100_000_000
        self._dice = Random(seed)
        self._speeches = speeches(self._dice)
        self._speech_weights = list(accumulate(speech.language.weight for speech in self._speeches))
        self._shop_weights = list(accumulate(shop.weight for shop in home.shops))

    def write(self, plan: Plan) -> str:
        """All rows of one discussion; its id."""
        dice = self._dice
        speech = dice.choices(self._speeches, cum_weights=self._speech_weights)[0]
        shop = dice.choices(self.home.shops, cum_weights=self._shop_weights)[0]
        kind = dice.choices(TYPES, cum_weights=TYPE_WEIGHTS)[0]
        others = self._others(shop, kind, customer(dice, speech.language, plan.name))
        said = turns(dice, plan, speech, others, shop.merchant, self.until)
        discussion = id_at(dice, plan.began)
        order = self._order_id() if kind == "ORDER" else None
        subject = " ".join(filter(None, (speech.subject(order), plan.subject_word)))
        self._discussion(discussion, shop, kind, order, subject, others, said)
        for turn in said:
            self._message(discussion, turn)
        if order and dice.random() < FETCHED_ORDERS:
            self._order(shop, order, others[0], plan.began)
        return discussion

    def _order_id(self) -> str:
        """Growing, so that no two orders share one; with gaps, so that nobody can count them."""
        self._last_order += self._dice.randint(1, 90)
        return f"{self._last_order}-A"

    def _others(self, shop: Shop, kind: str, buyer: Person) -> list[Person]:
        if kind == "OTHER":
            return [shop.operator]
        return [buyer, shop.operator] if self._dice.random() < OPERATOR_SHARE else [buyer]

    def _discussion(
        self, key: str, shop: Shop, kind: str, order: str | None, subject: str,
        others: Sequence[Person], said: Sequence[Turn],
    ) -> None:  # fmt: skip
        dice, first, last = self._dice, said[0], said[-1]
        age = self.until - last.at
        status = status_of(dice, age)
        waiting = waits(dice, status, last.author is shop.merchant)
        due = iso(last.at + REPLY_WITHIN) if waiting and shop.has_deadlines else None
        kinds = "{" + ",".join(sorted({p.kind for p in others})) + "}"
        everybody = "[" + ", ".join(p.json for p in (*others, shop.merchant)) + "]"
        last_at = iso(last.at)
        self.rows.discussion.append((
            key, self.home.account_id.hex, shop.store_id.hex, shop.channel_id.hex, shop.marketplace,
            f"T-{key}", kind, status, is_read(dice, age), subject, " ".join(last.body.split())[:200],
            everybody, first.author.json, "[" + ", ".join(p.json for p in others) + "]", kinds, order,
            len(said), len(said), last_at, last_at if waiting else None, due, last_at, iso(first.at), last_at,
        ))  # fmt: skip

    def _message(self, discussion: str, turn: Turn) -> None:
        dice, at = self._dice, iso(turn.at)
        by_merchant = turn.author.kind == "MERCHANT"
        delivery, error = delivery_of(dice, self.until - turn.at, by_merchant)
        key = id_at(dice, turn.at)
        self.rows.message.append((
            key, self.home.account_id.hex, discussion, f"M-{key}", turn.author.kind, turn.author.name,
            "{CUSTOMER}" if by_merchant else "{MERCHANT}", turn.body, at, at, delivery, error, 0,
        ))  # fmt: skip
        if dice.random() < FILE_SHARE:
            self._file(discussion, key, at)

    def _file(self, discussion: str, message: str, at: str) -> None:
        dice = self._dice
        name = dice.choice(FILE_NAMES)
        kind = "application/pdf" if name.endswith("pdf") else "image/jpeg"
        digest = sha256(message.encode()).hexdigest()
        self.rows.attachment.append((
            f"{int(message, 16) ^ 1:032x}", self.home.account_id.hex, discussion, message, f"F-{message}",
            name, kind, dice.randrange(20_000, 3_000_000), digest, "STORED", 1, "", at,
        ))  # fmt: skip

    def _order(self, shop: Shop, order: str, buyer: Person, began: float) -> None:
        placed = began - DAY * (1 + 9 * self._dice.random())
        data = order_row(self._dice, order, buyer.name, iso(placed))
        self.rows.marketplace_order.append((
            id_at(self._dice, placed), self.home.account_id.hex, shop.channel_id.hex, order, data["state"],
            data["placed_at"], data["total"], data["currency"], buyer.name, "",
            json.dumps(data, ensure_ascii=False), iso(began), 0,
        ))  # fmt: skip
