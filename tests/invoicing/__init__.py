"""Invoices, credit notes and their papers."""
