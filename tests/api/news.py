"""Articles written for these tests, in sentences that the hand-made reader understands."""

from typing import Any

BRIDGE = (
    "“The bridge opens on Monday,” Mayor Ada Bright said at a briefing on 2026-03-03. "
    "“We tested every bolt,” Noor Haddad said."
)
BUDGET = "“The budget is short of a bridge,” Judge Émile Été said at a debate on 2026-02-01."


def article(**members: Any) -> dict[str, Any]:
    """What to post: an article about a bridge, with ``members`` in place of its own."""
    return {
        "text": BRIDGE,
        "title": "Bridge to open",
        "published_at": "2026-03-04",
        "publication": "The Harbour Gazette",
        "external_id": "cms-1",
        **members,
    }
