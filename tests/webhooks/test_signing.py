"""Signatures: that of the reference libraries, several at once, and every way to be wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.webhooks import signing
from service.webhooks.signing import Unverified, headers, new_secret, verify

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE = "msg_p5jXN8AQM9LWM0D4loKWxJek"
BODY = b'{"test": 2432232314}'
AT = 1614265330


def test_the_vector_of_the_reference_libraries() -> None:
    assert headers(MESSAGE, BODY, [SECRET], AT) == {
        "webhook-id": MESSAGE,
        "webhook-timestamp": str(AT),
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_each_secret_in_force_signs() -> None:
    old, new = new_secret(), new_secret()
    sent = headers(MESSAGE, BODY, [new, old], AT)
    assert len(sent["webhook-signature"].split(" ")) == 2
    verify(old, sent, BODY, AT)
    verify(new, sent, BODY, AT)
    with pytest.raises(Unverified, match="no signature"):
        verify(new_secret(), sent, BODY, AT)


@given(st.binary(max_size=50), st.text(max_size=10))
def test_what_is_signed_is_verified_and_nothing_else(body: bytes, secret: str) -> None:
    sent = headers("msg_1", body, [SECRET], AT)
    verify(SECRET, sent, body, AT + signing.TOLERANCE)
    with pytest.raises(Unverified):
        verify(SECRET, sent, body + b" ", AT)
    with pytest.raises(Unverified):
        verify(SECRET, sent | {"webhook-signature": f"v1,{secret}"}, body, AT)


@pytest.mark.parametrize(
    ("changed", "now", "told"),
    [
        ({"webhook-id": "msg_other"}, AT, "no signature"),
        ({"webhook-timestamp": str(AT + 1)}, AT, "no signature"),
        ({"webhook-timestamp": "soon"}, AT, "no number"),
        ({"webhook-timestamp": "٣"}, AT, "no number"),
        ({"webhook-timestamp": ""}, AT, "missing"),
        ({"webhook-signature": ""}, AT, "missing"),
        ({"webhook-signature": "v1a,AAAA v2,BBBB rubbish"}, AT, "no signature"),
        ({"webhook-signature": "v1,é"}, AT, "no signature"),
        ({}, AT + signing.TOLERANCE + 1, "clock"),
        ({}, AT - signing.TOLERANCE - 1, "clock"),
    ],
)
def test_what_is_not_verified(changed: dict[str, str], now: int, told: str) -> None:
    with pytest.raises(Unverified, match=told):
        verify(SECRET, headers(MESSAGE, BODY, [SECRET], AT) | changed, BODY, now)


def test_secrets_are_long_random_and_spelled_as_the_specification_has_them() -> None:
    secrets = {new_secret() for _ in range(20)}
    assert len(secrets) == 20
    assert all(24 <= len(signing.key_of(secret)) <= 64 for secret in secrets)
    for wrong in ("", "whsec_", "whsec_***", "hush"[:3]):
        with pytest.raises(ValueError, match="base64"):
            signing.key_of(wrong)
