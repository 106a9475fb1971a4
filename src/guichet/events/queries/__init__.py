"""What is asked of webhooks and changes."""
