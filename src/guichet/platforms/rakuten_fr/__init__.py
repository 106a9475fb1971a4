"""Rakuten France, once PriceMinister. What is spoken, decided and not known is told in README.md."""
