"""The paper itself: one PDF/A-3 with its EN 16931 data inside, from one `Paper`."""
