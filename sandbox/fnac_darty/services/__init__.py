"""One service a file."""
