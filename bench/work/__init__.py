"""The work that is measured, one file a kind."""
