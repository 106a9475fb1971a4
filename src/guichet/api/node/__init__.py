"""The one interface of everything that has an id."""
