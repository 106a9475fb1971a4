"""Who is asked to join an account."""
