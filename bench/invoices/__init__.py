"""Invoices from click to attached, in batches, and large attachments in and out."""
