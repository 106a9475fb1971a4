"""The database backend: Django's own, with connections that say whose work they do (decision 0014)."""
