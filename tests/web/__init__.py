"""The pages, by HTTP and without a script."""
