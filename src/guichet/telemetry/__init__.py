"""What every room may count and say of itself; it knows no other room, no database and no framework."""
