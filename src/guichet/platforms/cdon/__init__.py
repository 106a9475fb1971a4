"""CDON: customers are answered by mail where CDON relays it, orders come from the Merchants API v1."""
