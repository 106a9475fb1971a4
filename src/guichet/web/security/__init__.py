"""A person's second steps, passkeys and sessions."""
