"""A right and numbered paper for an order. Knows neither pages nor GraphQL nor connectors."""
