"""What can be done in the accounts room, one verb a file."""
