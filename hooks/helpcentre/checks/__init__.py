"""Pure functions from the catalogue to findings; a module a concern."""
