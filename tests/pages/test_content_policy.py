"""The policy of a page: what it allows beside the site's own host."""

from __future__ import annotations

import pytest

from helpcentre.pages.content_policy import content_policy

OWN = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'"


@pytest.mark.parametrize(
    ("endpoint", "policy"),
    [
        (None, OWN),
        ("/answers", OWN),
        ("https://feedback.example/answers?site=help", f"{OWN}; connect-src 'self' https://feedback.example"),
        ("https://feedback.example:8443", f"{OWN}; connect-src 'self' https://feedback.example:8443"),
    ],
)
def test_only_the_endpoint_for_feedback_is_asked_beside_the_site(endpoint: str | None, policy: str) -> None:
    assert content_policy(endpoint) == policy
