"""Settings: who belongs to the account, its stores and its name; and the page behind an invitation."""
