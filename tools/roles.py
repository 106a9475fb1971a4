"""Prints into docs/roles.md what each role may do: `make roles`."""

from pathlib import Path

import django
from django.conf import settings

PAGE = Path(__file__).parent.parent / "docs" / "roles.md"


def main() -> None:
    """From the very table that every action asks."""
    if not settings.configured:
        settings.configure(
            INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "guichet.accounts"],
            AUTH_USER_MODEL="accounts.Person",
            USE_I18N=False,
        )
        django.setup()
    from guichet.accounts.roles import roles_page

    PAGE.write_text(roles_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
