"""Changes of words as the schemas dump them."""

from service.tracker.wording import Change


def change(each: Change) -> dict[str, object]:
    """What differs, without its place."""
    return {
        "kind": each.kind.value,
        "said": each.said,
        "given": each.given,
        "flags": [flag.value for flag in each.flags],
    }
