"""Links that lead out of the site, as far as the text shows that nobody gets anywhere by them."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from helpcentre.output.audit.address import LEADS_NOWHERE, scheme_of

_USUAL = ("http", "https", "mailto", "tel")
_SPELLING = 0.8
"""How like a usual scheme one is that was meant for it: `htps`, not `sftp`."""
_DIALLED = re.compile(r"[0-9*#()., -]*[0-9][0-9*#()., -]*")


@lru_cache(maxsize=1 << 12)  # most links of this kind stand on many pages
def fault_of(target: str, kind: Literal["link", "image"]) -> tuple[str, str] | None:
    """Return what is wrong with an address elsewhere, and how to mend it; None where nothing shows."""
    scheme = scheme_of(target)
    if scheme in ("http", "https", "") or "{{" in target or (kind == "image" and scheme == "data"):
        return None
    rest = unquote(target.partition(":")[2].partition("?")[0])
    if scheme == "mailto":
        return _mail_fault(rest)
    if scheme == "tel":
        return _phone_fault(rest.partition(";")[0])
    if scheme in LEADS_NOWHERE:
        return f"leads nowhere with {scheme}:, expected one of {', '.join(_USUAL)}", "Link to a page or file."
    meant = next(iter(get_close_matches(scheme, _USUAL, n=1, cutoff=_SPELLING)), "")
    return (f"begins with {scheme}:, expected {meant}:", f'Did you mean "{meant}"?') if meant else None


def _mail_fault(addresses: str) -> tuple[str, str] | None:
    for address in filter(None, (one.strip() for one in addresses.split(","))):
        try:
            validate_email(address, check_deliverability=False, test_environment=True)
        except EmailNotValidError as error:
            return f'holds "{address}", expected an e-mail address such as support@help.example', str(error)
    return None


def _phone_fault(number: str) -> tuple[str, str] | None:
    fault = f'holds "{number}", expected a number with its country code, such as +12025550142'
    if not number.startswith("+"):  # a short number or one of the reader's own country
        return None if _DIALLED.fullmatch(number) else (fault, "Write digits, and hyphens between them.")
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException as error:
        unknown = error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
        return fault, "Compare the digits: no country code begins so." if unknown else "Compare the digits."
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    told = {
        phonenumbers.ValidationResult.TOO_LONG: "it is too long",
        phonenumbers.ValidationResult.TOO_SHORT: "it is too short",
        phonenumbers.ValidationResult.INVALID_LENGTH: "no number is so long",
    }.get(reason)
    return (fault, f"Compare the digits: {told} for +{parsed.country_code}.") if told else None
