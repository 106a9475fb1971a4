"""What a marketplace is to us, and how each platform is spoken."""
