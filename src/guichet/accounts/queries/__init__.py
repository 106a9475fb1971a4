"""What can be asked of the accounts room."""
