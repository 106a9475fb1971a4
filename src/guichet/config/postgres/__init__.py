"""The database backend: Django's own, whose connections tell PostgreSQL whose work they do (decision 0014)."""
