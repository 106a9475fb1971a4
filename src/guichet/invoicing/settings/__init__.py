"""How a store invoices, as a form: JSON in, every reason at once out."""
