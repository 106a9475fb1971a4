"""All jobs, imported so that procrastinate knows them."""
