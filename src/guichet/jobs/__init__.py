"""Wake-ups: thin jobs that take ids and call one function of `sync`."""
