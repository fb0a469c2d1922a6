"""What surrounds the pages in the built site."""
