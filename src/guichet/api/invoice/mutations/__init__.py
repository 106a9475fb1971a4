"""What can be done to invoices, one mutation a file."""
