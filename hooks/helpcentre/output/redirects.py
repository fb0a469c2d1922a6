"""`_redirects`: what static hosts read to answer an old address with the new one.

One rule a line, `/old/ /new/ 301`, as Netlify, Cloudflare Pages and GitLab Pages read it. Hosts that do not know the
file serve the redirect page that stands at the old address; so does Netlify, which prefers a page to a rule (the
mark that tells it otherwise, `301!`, is refused by the others).
"""

from __future__ import annotations

from collections.abc import Iterable


def redirect_rules(moved: Iterable[tuple[str, str]], root: str) -> str:
    """Return the rules for pairs of old and new address, both relative to the site's root.

    `root` is the path that the site is served under, `/` or `/repo/`: rules start at the domain's root.
    """
    return "".join(f"{root}{old} {root}{new} 301\n" for old, new in moved)
