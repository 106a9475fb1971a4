"""The endpoints, by group; each file names the codes it answers."""
