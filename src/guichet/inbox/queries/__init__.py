"""What may be asked of the inbox: hand-written SQL where speed matters, the doors of `access` elsewhere."""
