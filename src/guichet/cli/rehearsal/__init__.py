"""What `guichet demo` sets up around the product: rehearsal marketplaces and a sample seller."""
