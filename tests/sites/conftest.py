"""Scenario sites, built once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from built_site import BuiltSite
from sites.scenarios import Build


@pytest.fixture(scope="session")
def built(built_scenario: Callable[[str], Path]) -> Build:
    """Returns a scenario's site, built strictly by the first who asks."""
    return lambda scenario: BuiltSite(built_scenario(scenario))
