"""Debian's Chromium, as tests, pictures and measurements start it."""

from __future__ import annotations

from playwright.sync_api import Browser, Playwright

_FEATURES_OFF = (
    # Pages of the address bar, which each window loads though nobody sees it: half of what opening a page costs.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # What Playwright turns off, but for what Windows and Edge have: Chromium heeds the last list only.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)


def launch(playwright: Playwright) -> Browser:
    """Return a running browser, whom the caller closes."""
    arguments = ["--no-sandbox", f"--disable-features={','.join(_FEATURES_OFF)}"]
    return playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
