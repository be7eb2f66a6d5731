"""Where a code can be sent: an e-mail address or a phone number, in the one spelling that we keep."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """How a code travels."""

    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Target:
    """A normalised address: lower-case e-mail, or E.164 (ITU-T E.164 §6: ``+`` and at most 15 digits)."""

    channel: Channel
    address: str

    @property
    def masked(self) -> str:
        """The address as a page may show it: enough to recognise one's own, not enough to learn another's."""
        if self.channel is Channel.PHONE:
            return f"{self.address[:-8]}****{self.address[-4:]}"
        name, _, host = self.address.partition("@")
        return f"{name[:1]}***@{host}"


# RFC 5321 §4.5.3.1 bounds the parts; quoted local parts are left out, no mail service here hands them out.
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
# Mainland mobile numbers: 11 digits from 13 to 19 (工信部《电信网编号计划》).
_MAINLAND = re.compile(r"1[3-9][0-9]{9}")
_E164 = re.compile(r"\+[1-9][0-9]{7,14}")


def read(text: str) -> Target | None:
    """The target somebody wrote; None for what is neither. Full-width signs, blanks and hyphens do not matter."""
    plain = unicodedata.normalize("NFKC", text[:320]).strip().lower()
    if "@" in plain:
        return Target(Channel.EMAIL, plain) if len(plain) <= 254 and _EMAIL.fullmatch(plain) else None
    digits = re.sub(r"[\s().-]", "", plain)
    digits = re.sub(r"^00", "+", digits)
    if _MAINLAND.fullmatch(digits):
        return Target(Channel.PHONE, f"+86{digits}")
    if not _E164.fullmatch(digits):
        return None
    if digits.startswith("+86") and not _MAINLAND.fullmatch(digits[3:]):
        return None
    return Target(Channel.PHONE, digits)
