"""How the installation fares, for owners and managers."""
