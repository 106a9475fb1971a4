"""What surrounds every page of a member: menu, counts, stores."""
