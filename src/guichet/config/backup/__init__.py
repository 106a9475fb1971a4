"""One encrypted file with database, attachments and keys; and the way back."""
