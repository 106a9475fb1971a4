"""Files: what they are, where they are kept, who looked into them."""
