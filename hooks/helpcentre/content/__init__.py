"""What writers write, read once into plain objects."""
