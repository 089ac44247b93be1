"""Retry-After is read in both its forms, and what is neither asks for nothing."""

from datetime import UTC, datetime

import pytest

from service.retries import LONGEST, retry_after

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("120", 120),
        (" 120 ", 120),
        ("Wed, 04 Mar 2026 12:01:00 GMT", 60),
        ("Wed, 04 Mar 2026 11:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("9" * 30, LONGEST),
        ("Wed, 99 Mar 2026 12:01:00 GMT", None),
    ],
)
def test_both_forms_of_retry_after_are_read(value: str | None, seconds: int | None) -> None:
    assert retry_after(value, NOW) == seconds
