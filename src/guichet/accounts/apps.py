"""The Django app of the accounts room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, people, stores, channels and tokens."""

    name = "guichet.accounts"
    label = "accounts"
