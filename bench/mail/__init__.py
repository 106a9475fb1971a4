"""How many mails a second are received and read, over SMTP, by real processes."""
