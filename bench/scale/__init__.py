"""Thousands of channels at rehearsal marketplaces: what one, two, four workers carry, and what it costs."""
