"""Page templates of the control."""
