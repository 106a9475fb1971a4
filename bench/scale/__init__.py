"""Thousands of channels at rehearsal marketplaces: what one, two and four workers carry, and what it costs."""
