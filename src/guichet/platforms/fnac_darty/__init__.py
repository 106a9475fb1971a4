"""Fnac and Darty: two brands, five sites, one XML dialogue. What is spoken is told in README.md."""
