"""What outside systems are told: webhooks, and a feed of changes."""
