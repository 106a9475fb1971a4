"""The outside by GraphQL."""
