"""What people do to webhooks, one verb a file."""
