"""The documents inside the product."""
