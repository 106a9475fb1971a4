"""The few pages for people; braces are filled in with escaped values."""
