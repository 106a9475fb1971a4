"""Amazon France and CDON Sweden as one process: mails in both directions, and the order APIs over HTTP."""
