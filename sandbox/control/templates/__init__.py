"""What the pages of all rehearsal marketplaces share."""
