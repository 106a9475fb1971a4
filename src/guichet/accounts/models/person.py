"""Someone who signs in."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import BaseUserManager
from django.db import models

from guichet.accounts.models.keys import new_id


class PersonManager(BaseUserManager["Person"]):
    """Finds people by e-mail whatever its case, as Django's sign-in asks for."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this e-mail address; Person.DoesNotExist otherwise."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """A person with a password; what they may do is on their memberships. E-mail addresses are lower case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    time_zone = models.CharField(max_length=64, blank=True)
    theme = models.CharField(max_length=8, blank=True)
    density = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=8, blank=True, db_default="")  # blank: the browser's
    opens_next = models.BooleanField(default=True, db_default=True)  # after solving, the next conversation
    has_single_keys = models.BooleanField(default=True, db_default=True)  # j, k, e… without Ctrl
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        db_table = "person"

    def __str__(self) -> str:
        return self.name or self.email
