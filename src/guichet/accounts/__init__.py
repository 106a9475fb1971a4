"""Who works here, for which store, and which marketplaces each store has activated."""
