"""GraphQL: a thin face over queries and actions, with a folder for each noun."""
