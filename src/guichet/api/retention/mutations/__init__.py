"""What changes about retention, and what erases."""
