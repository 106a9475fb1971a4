"""Settings: a person's own profile."""
