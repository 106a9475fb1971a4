"""How long personal data stays, and how it goes: rules, preview, erasure, receipts, one customer."""
