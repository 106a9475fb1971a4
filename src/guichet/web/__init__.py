"""The pages: a thin face over queries and actions."""
