"""The attributes that the pipeline's components write on a Doc, registered once.

Each component declares which it requires and assigns, so ``nlp.analyze_pipes()`` names one put in the
wrong place.
"""

from typing import Any

from spacy.tokens import Doc

#: name → default. ``text``, ``title``, ``published_at`` are the caller's; the others one component's each.
ATTRIBUTES: dict[str, Any] = {
    "text": "",
    "title": None,
    "published_at": None,
    "paragraphs": (),
    "columns": None,
    "segments": (),
    "notes": (),
    "frames": None,
    "cues": (),
    "names": (),
    "entities": None,
    "mentions": None,
    "roles": None,
    "attributions": (),
    "topics": None,
    "times": {},
    "medium_phrases": None,
    "dates": {},
    "media": {},
    "readings": (),
}


def register() -> None:
    """Adds the attributes to spaCy's Doc; safe to call again."""
    for name, default in ATTRIBUTES.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
