"""What the marketplace remembers."""
