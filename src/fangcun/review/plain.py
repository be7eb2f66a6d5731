"""Views as plain data for the API and the command line: times as ISO 8601, spans of time in seconds."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any


def plain_of(value: Any) -> Any:
    """``value`` as JSON can hold it. Raises TypeError for what has no plain form."""
    match value:
        case Enum():
            return value.value
        case None | str() | int() | float():
            return value
        case datetime() | date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Fraction() | Decimal():
            return float(value)
        case Mapping():
            return {str(plain_of(k)): plain_of(v) for k, v in value.items()}
        case list() | tuple():
            return [plain_of(v) for v in value]
        case set() | frozenset():
            return sorted(plain_of(v) for v in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain_of(getattr(value, f.name)) for f in dataclasses.fields(value)}
    raise TypeError(f"no plain form for {type(value).__name__}")
