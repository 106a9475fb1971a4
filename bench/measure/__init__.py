"""The instruments: clocks, clients, statements, plans, memory."""
