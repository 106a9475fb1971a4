"""What can be done about invoices, one verb a file."""
