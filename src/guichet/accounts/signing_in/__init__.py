"""Signing in by django-allauth: who may, by what, and what is told of it."""
