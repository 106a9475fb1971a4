"""`/metrics`: what this process counted, and what the database knows, as Prometheus reads it."""
