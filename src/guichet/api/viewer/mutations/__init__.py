"""What people can do to their own profile, one mutation a file."""
