"""What the mutations of a profile are given."""

import strawberry

from guichet.accounts.actions.update_profile import ProfileChanges


@strawberry.input(description="What to change about the viewer's own profile; what is null stays as it is.")
class UpdateProfileInput:
    """How a person likes to be spoken to."""

    name: str | None = strawberry.field(default=None, description="As colleagues see it.")
    language: str | None = strawberry.field(
        default=None, description="en, fr, es, de or it; empty for the browser's."
    )
    time_zone: str | None = strawberry.field(
        default=None, description="An IANA name such as Europe/Paris; empty for the browser's."
    )
    theme: str | None = strawberry.field(default=None, description="light or dark; empty for the system's.")
    density: str | None = strawberry.field(default=None, description="comfortable; empty for compact rows.")
    opens_next: bool | None = strawberry.field(
        default=None, description="Whether the next conversation opens after one is solved."
    )
    has_single_keys: bool | None = strawberry.field(
        default=None, description="Whether single keys act in the pages."
    )

    def changes(self) -> ProfileChanges:
        """For the action."""
        return ProfileChanges(
            name=self.name,
            language=self.language,
            time_zone=self.time_zone,
            theme=self.theme,
            density=self.density,
            opens_next=self.opens_next,
            has_single_keys=self.has_single_keys,
        )


@strawberry.input(description="A new password for the viewer.")
class ChangePasswordInput:
    """The current one is asked, so that a session left open cannot lock its person out."""

    current_password: str = strawberry.field(description="The one that signs in now.")
    new_password: str = strawberry.field(description="The one that signs in from now on.")
