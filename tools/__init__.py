"""What engineers run on the source; not part of the product."""
