"""Invoices: what was issued, how a store invoices, and the paper of one order."""
