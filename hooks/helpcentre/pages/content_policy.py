"""What a browser lets a page do, as the page itself says: Content Security Policy Level 3 (W3C)."""

from __future__ import annotations

from urllib.parse import urlsplit

_DIRECTIVES = (
    "default-src 'self'",
    "img-src 'self' data:",  # the signs in the style sheet
    "base-uri 'none'",
    "form-action 'self'",
)


def content_policy(feedback_endpoint: str | None) -> str:
    """Return the policy of every page: no code or style that stands in the page, nothing from another host.

    So what slips into an article runs nothing but the site's own files, whatever headers a static host can send. The
    one host beside the site's is that of the endpoint for feedback, which scripts may send answers to.
    """
    endpoint = urlsplit(feedback_endpoint or "")
    others = f"connect-src 'self' {endpoint.scheme}://{endpoint.netloc}" if endpoint.netloc else ""
    return "; ".join(filter(None, (*_DIRECTIVES, others)))
