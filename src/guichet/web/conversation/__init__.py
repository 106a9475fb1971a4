"""One discussion with its order and its answer zone."""
