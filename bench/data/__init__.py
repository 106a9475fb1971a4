"""A seeded generator of believable data, loaded by COPY."""
