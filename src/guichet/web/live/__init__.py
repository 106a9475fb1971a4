"""What pages that stay open ask for."""
