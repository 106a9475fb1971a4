"""Settings: the webhooks of the account."""
