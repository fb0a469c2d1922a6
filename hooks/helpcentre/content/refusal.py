"""What a command says when it cannot do what it was asked."""


class RefusedError(Exception):
    """Something stands in the way; the message tells what, and what to do."""
