"""What can be known about invoices."""
