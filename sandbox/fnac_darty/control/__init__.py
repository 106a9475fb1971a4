"""The control under /_sandbox/."""
