"""What the marketplace knows."""
