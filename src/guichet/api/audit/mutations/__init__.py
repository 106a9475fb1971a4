"""What can be asked of the audit beyond reading it."""
