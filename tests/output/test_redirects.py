from helpcentre.output.redirects import redirect_rules


def test_rules_begin_at_the_root_of_the_domain() -> None:
    moved = [("old/", "new/"), ("fr/old/", "fr/new/"), ("gr%C3%B6/", "")]
    assert redirect_rules(moved, "/") == "/old/ /new/ 301\n/fr/old/ /fr/new/ 301\n/gr%C3%B6/ / 301\n"
    assert redirect_rules(moved[:1], "/repo/") == "/repo/old/ /repo/new/ 301\n"
    assert redirect_rules([], "/") == ""
