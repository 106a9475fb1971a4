"""What the sample shops' customers have written, and what they may write next."""
