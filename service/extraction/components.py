"""The pipeline's components, in order; each reads what those before it wrote on the Doc."""

from spacy.language import Language
from spacy.tokens import Doc

from service.extraction import extensions
from service.extraction.assemble import assemble
from service.extraction.attribution.cues import find_cues
from service.extraction.attribution.foretold import identify
from service.extraction.attribution.frames import build_frames
from service.extraction.attribution.sources import Resolver
from service.extraction.attribution.walk import Walk
from service.extraction.layout import paragraphs
from service.extraction.media.finding import find_readings
from service.extraction.naming.correcting import correct
from service.extraction.naming.entities import build_entities
from service.extraction.naming.gender import assign_genders
from service.extraction.naming.names import find_names
from service.extraction.naming.roles import find_roles, role_vocabulary
from service.extraction.naming.roles_described import add_described
from service.extraction.occasions import read_dates
from service.extraction.quotation.readable import readable
from service.extraction.quotation.segments import find_segments
from service.extraction.quotation.unmarked import find_unmarked, without_inner
from service.extraction.times import find_times
from service.extraction.topics import find_topics

extensions.register()

#: The names of the components, in the order that each one's needs ask for.
ORDER = (
    "quotation_marks",
    "frames",
    "names",
    "cues",
    "entities",
    "roles",
    "attribution",
    "topics",
    "times",
    "media",
    "said_on",
    "readings",
)


@Language.component("quotation_marks", assigns=["doc._.paragraphs", "doc._.segments", "doc._.notes"])
def quotation_marks(doc: Doc) -> Doc:
    """Paragraphs, and the segments between quotation marks."""
    doc._.paragraphs = paragraphs(doc._.text)
    marked, doc._.notes = find_segments(doc._.text, doc._.paragraphs)
    doc._.segments = readable(doc, without_inner(marked, find_unmarked(doc._.text, doc._.paragraphs)))
    return doc


@Language.component(
    "frames",
    requires=["token.dep", "token.tag", "token.lemma", "doc._.paragraphs", "doc._.segments"],
    assigns=["doc._.frames"],
)
def frames(doc: Doc) -> Doc:
    """The reporter's sentences, each quotation one unit in them."""
    doc._.frames = build_frames(doc)
    return doc


@Language.component(
    "names", requires=["doc.ents", "token.tag"], assigns=["doc._.names", "doc.ents", "token.tag", "token.pos"]
)
def names(doc: Doc) -> Doc:
    """Names, titles left out; where they prove the model wrong, its tags and entities are corrected."""
    doc._.names = find_names(doc)
    correct(doc, doc._.names)
    return doc


@Language.component(
    "cues", requires=["token.dep", "token.tag", "token.lemma", "doc._.frames"], assigns=["doc._.cues"]
)
def cues(doc: Doc) -> Doc:
    """The words of each frame that can bring in a quote, and who does each by the sentence's syntax."""
    doc._.cues = find_cues(doc, doc._.frames)
    return doc


@Language.component("entities", requires=["doc._.names", "doc._.frames"], assigns=["doc._.entities"])
def entities(doc: Doc) -> Doc:
    """The names of one person or body brought together, and the gender that the article tells."""
    doc._.entities = build_entities(doc._.text, doc._.names)
    assign_genders(doc, doc._.frames, doc._.entities)
    return doc


@Language.component("roles", requires=["doc._.entities", "doc._.frames"], assigns=["doc._.roles"])
def roles(doc: Doc) -> Doc:
    """The roles that the article prints for each person."""
    doc._.roles = find_roles(doc, doc._.frames, doc._.names, doc._.entities)
    return doc


@Language.component(
    "attribution",
    requires=["doc._.cues", "doc._.frames", "doc._.entities", "doc._.roles", "token.dep", "token.lemma"],
    assigns=["doc._.attributions"],
)
def attribution(doc: Doc) -> Doc:
    """Mentions and coreference as the article is read on, cues weighed: who said each segment."""
    words = {entity: role_vocabulary(found) for entity, found in doc._.roles.items()}
    resolver = Resolver(doc, doc._.frames, doc._.names, doc._.entities, words)
    attributions = Walk(doc, doc._.frames, doc._.cues, resolver).attributions()
    foretold = add_described(
        doc, doc._.frames, doc._.names, doc._.entities, attributions, doc._.roles, resolver.descriptions
    )
    doc._.attributions = tuple(identify(doc._.frames, doc._.entities, attributions, foretold))
    return doc


@Language.component("times", requires=["doc._.frames", "token.dep", "token.lemma"], assigns=["doc._.times"])
def times(doc: Doc) -> Doc:
    """The time expressions of the reporter's sentences, resolved, and what each hangs on."""
    doc._.times = find_times(doc)
    return doc


@Language.component(
    "media",
    requires=["doc._.attributions", "doc._.frames", "doc._.entities", "doc._.times"],
    assigns=["doc._.media"],
)
def media(doc: Doc) -> Doc:
    """The medium of each segment, and the words that prove it."""
    doc._.media = find_readings(doc)
    return doc


@Language.component(
    "said_on",
    requires=["doc._.attributions", "doc._.frames", "doc._.entities", "doc._.times", "doc._.media"],
    assigns=["doc._.dates"],
)
def said_on(doc: Doc) -> Doc:
    """The day of each segment's utterance, where the article tells it."""
    doc._.dates = read_dates(doc)
    return doc


@Language.component(
    "topics",
    requires=["doc._.attributions", "doc._.entities", "doc._.roles", "token.lemma", "token.tag"],
    assigns=["doc._.topics"],
)
def topics(doc: Doc) -> Doc:
    """What each segment is about."""
    doc._.topics = find_topics(doc)
    return doc


@Language.component("readings", requires=["doc._.attributions", "doc._.roles"], assigns=["doc._.readings"])
def readings(doc: Doc) -> Doc:
    """Segments brought together into quotes, with their fields and evidence."""
    doc._.readings = assemble(doc)
    return doc
