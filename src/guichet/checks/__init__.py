"""What may be wrong with an installation, a file a matter; `guichet doctor` and the Health page ask."""
