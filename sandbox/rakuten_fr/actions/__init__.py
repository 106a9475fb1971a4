"""The calls of sales_ws, one a file."""
