"""What connectors cost by themselves: reading a page, and a poll that finds nothing. Needs no database."""
