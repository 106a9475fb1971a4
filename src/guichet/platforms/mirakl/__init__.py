"""Every marketplace powered by Mirakl: one protocol, many hosts. What is spoken is told in README.md."""
