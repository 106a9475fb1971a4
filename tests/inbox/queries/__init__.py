"""What may be asked of the inbox."""
