"""What is written: sentences by Zipf's law, put together to messages as customers and shops write them."""

from random import Random

from bench.data.rare_words import rare_word
from bench.data.vocabulary import Language, languages

SENTENCES_A_LANGUAGE = 3_000
_RARE_SHARE = 0.06
_DETAIL_SHARE = 0.5


class Speech:
    """One language, spoken from a stock of sentences; each message adds words of its own."""

    def __init__(self, language: Language, dice: Random) -> None:
        self.language = language
        self._dice = dice
        weights = [1 / rank for rank in range(1, len(language.words) + 1)]
        self._sentences = [self._sentence(weights) for _ in range(SENTENCES_A_LANGUAGE)]

    def body(self, signed: str, extra: str | None = None) -> str:
        """A message; `extra` is a word that it must hold."""
        dice = self._dice
        pick, chance = dice.choice, dice.random
        said = [pick(self._sentences) for _ in range(1 + int(4 * chance() * chance()))]
        if chance() < _DETAIL_SHARE:
            said.append(f"Ref. {rare_word(dice)} {dice.randrange(10_000_000):07d}.")
        if extra:
            said.append(f"{extra.capitalize()}!")
        opening, closing = pick(self.language.greetings), pick(self.language.farewells)
        return f"{opening},\n{' '.join(said)}\n{closing},\n{signed}"

    def subject(self, order: str | None) -> str:
        """A subject; some name their order, some a product."""
        chosen = self._dice.choice(self.language.subjects)
        draw = self._dice.random()
        if order and draw < 0.2:
            return f"{chosen} ({order})"
        return f"{chosen}: {rare_word(self._dice).capitalize()}" if draw > 0.75 else chosen

    def _sentence(self, weights: list[float]) -> str:
        dice = self._dice
        words = dice.choices(self.language.words, weights, k=dice.randint(5, 13))
        words = [rare_word(dice) if dice.random() < _RARE_SHARE else word for word in words]
        return " ".join(words).capitalize() + dice.choice((".", ".", ".", "?", "!", " :-("))


def speeches(dice: Random) -> list[Speech]:
    """All languages."""
    return [Speech(language, dice) for language in languages()]
