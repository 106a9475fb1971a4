"""The pages of the API: write queries, see the schema as a graph."""
