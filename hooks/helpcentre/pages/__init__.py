"""What a template needs to know of a page."""
