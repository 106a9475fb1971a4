"""The command line of the contract, one file a command."""
