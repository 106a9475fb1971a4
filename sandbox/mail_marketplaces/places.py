"""Both marketplaces with their order APIs, and the two doors that they share: SMTP and HTTP."""

import threading
from dataclasses import dataclass, field

from sandbox.amazon import RehearsalAmazon
from sandbox.amazon.spapi import RehearsalApi as AmazonApi
from sandbox.cdon import RehearsalApi as CdonApi
from sandbox.cdon import RehearsalCdon
from sandbox.mail import Received

AMAZON, CDON = "amazon-fr", "cdon-se"
SENDER = "support@atelier-lumen.example"


@dataclass(slots=True)
class Places:
    """`settled` is set once both inbound addresses are known: nobody can write before."""

    amazon: RehearsalAmazon
    cdon: RehearsalCdon
    amazon_api: AmazonApi = field(default_factory=AmazonApi)
    cdon_api: CdonApi = field(default_factory=CdonApi)
    settled: threading.Event = field(default_factory=threading.Event)

    def receive_at(self, addresses: dict[str, str]) -> None:
        """What the seller types into both back offices: where mails go from now on."""
        self.amazon.inbound = addresses.get(AMAZON, "") or self.amazon.inbound
        self.cdon.inbound = addresses.get(CDON, "") or self.cdon.inbound
        if self.amazon.inbound and self.cdon.inbound:
            self.settled.set()

    @property
    def has_unsettled(self) -> bool:
        """Whether an answer was taken that nobody reacted to yet."""
        return self.amazon.has_unsettled or self.cdon.has_unsettled

    def judge(self, mail: Received) -> str:
        """The answer to a seller's mail, by whose address it goes to."""
        place = self.cdon if mail.recipient.endswith("@cdon.com") else self.amazon
        return place.judge(mail)
