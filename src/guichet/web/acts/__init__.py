"""Changes of many discussions: begun, followed, taken back."""
