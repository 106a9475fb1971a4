"""What discussions are and what may be done to them."""
