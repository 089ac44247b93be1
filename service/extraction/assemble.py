"""Brings segments together into quotes, and what was read about each into one frozen record."""

from spacy.tokens import Doc

from service.extraction.annotations import Candidate, Evidence, Medium, Quote, Span, Speaker, SpeakerKind
from service.extraction.attribution.frames import Frames
from service.extraction.attribution.genuine import genuine
from service.extraction.attribution.walk import Attribution
from service.extraction.confidence import ABSTAINS_BELOW, UNATTRIBUTED, Judge
from service.extraction.naming.roles import Role
from service.extraction.topics import unite


def assemble(doc: Doc) -> tuple[Quote, ...]:
    """The quotes of ``doc`` in order."""
    judge = Judge(doc)
    return tuple(_quote(doc, judge, group) for group in groups(doc))


def groups(doc: Doc) -> list[list[Attribution]]:
    """The attributions of each quote, one for each of its segments."""
    found: list[list[Attribution]] = []
    for attribution in genuine(doc, doc._.frames, doc._.attributions):
        if found and _goes_on(doc, doc._.frames, found[-1][-1], attribution):
            found[-1].append(attribution)
        else:
            found.append([attribution])
    return found


def deciding(group: list[Attribution]) -> Attribution:
    """The attribution that speaks for the whole quote: the strongest of its segments'."""
    return max(group, key=lambda attribution: attribution.score)


def _goes_on(doc: Doc, frames: Frames, before: Attribution, after: Attribution) -> bool:
    """Whether two segments are one quote: parted by the cue alone, or by a paragraph's end left open."""
    if after.segment != before.segment + 1 or before.source is None or after.source is None:
        return False
    if before.source.key != after.source.key:
        return False
    if doc._.segments[after.segment].continues:
        return "continued" in (before.rule, after.rule) or before.mention == after.mention
    one, other = (
        frames.frames[frames.of_segment[before.segment]],
        frames.frames[frames.of_segment[after.segment]],
    )
    if one.paragraph != other.paragraph or before.rule != "verb-after":
        return False
    return (
        after.rule in ("run-on", "verb-before", "verb-after", "same-sentence", "governs")
        and after.rule != before.rule
        and (after.cue is None or after.cue == before.cue)
        and not _parted(doc, before.segment, after.segment)
    )


def _parted(doc: Doc, before: int, after: int) -> bool:
    """Whether a semicolon stands between two segments: what is behind it is another sentence's."""
    return ";" in doc._.text[doc._.segments[before].end : doc._.segments[after].start]


def _quote(doc: Doc, judge: Judge, group: list[Attribution]) -> Quote:
    first = deciding(group)
    verdict = judge.verdict(group, first)
    segments = tuple(_span(doc, a.segment) for a in group)
    sure = verdict.confidence if verdict is not None else UNATTRIBUTED
    speaker = _speaker(doc, first) if sure >= ABSTAINS_BELOW else None
    role = _role(doc, first) if speaker else None
    mention = first.mention.span if first.mention and speaker else None
    cue = _cue_span(doc, first)
    medium = next((doc._.media[a.segment] for a in (first, *group) if a.segment in doc._.media), None)
    said = next((doc._.dates[a.segment] for a in (first, *group) if a.segment in doc._.dates), None)
    return Quote(
        segments=segments,
        partial=_is_partial(segments[0].text, first),
        speaker=speaker,
        role=role.text if role else None,
        medium=medium.medium if medium else Medium.UNSPECIFIED,
        said_on=said.value if said else None,
        confidence=sure if speaker else UNATTRIBUTED,
        evidence=Evidence(
            speaker=mention,
            cue=cue,
            role=_role_span(doc, role) if role else None,
            medium=medium.span if medium else None,
            said_on=said.span if said else None,
        ),
        rule=first.rule,
        topics=unite((doc._.topics or {}).get(a.segment, ()) for a in group),
        runner_up=_runner_up(first, sure),
        doubts=verdict.doubts if verdict is not None else (),
    )


def _role(doc: Doc, attribution: Attribution) -> Role | None:
    """The most informative role that the article prints for the speaker."""
    source = attribution.source
    if source is None or source.entity is None:
        return None
    found = doc._.roles.get(source.entity)
    return found[0] if found else None


def _role_span(doc: Doc, role: Role) -> Span:
    """The words that give a role: those of the name too, where its tag stands behind the name."""
    return role.span if role.tag is None else Span.of(doc._.text, role.span.start, role.tag.end)


def _runner_up(attribution: Attribution, sure: float) -> Candidate | None:
    """Who else was considered: another cue's subject or another antecedent, with what certainty is left."""
    other = attribution.second.source if attribution.second else None
    name = other.name if other else attribution.source.rival if attribution.source else None
    if name is None or (attribution.source is not None and name == attribution.source.name):
        return None
    return Candidate(name=name, score=round(1.0 - sure, 2))


def _span(doc: Doc, segment: int) -> Span:
    found = doc._.segments[segment]
    return Span.of(doc._.text, found.start, found.end)


def _speaker(doc: Doc, attribution: Attribution) -> Speaker | None:
    source = attribution.source
    if source is None:
        return None
    aliases: tuple[str, ...] = ()
    if source.entity is not None:
        names = doc._.entities.all[source.entity].names
        aliases = tuple(dict.fromkeys(n.text for n in names if n.text != source.name))
    return Speaker(name=source.name, kind=SpeakerKind(source.kind), aliases=aliases)


def _cue_span(doc: Doc, attribution: Attribution) -> Span | None:
    cue = attribution.cue
    if cue is None:
        return None
    start, end = doc[cue.at].idx, doc[cue.last].idx + len(doc[cue.last])
    return Span.of(doc._.text, start, end)


def _is_partial(text: str, attribution: Attribution) -> bool:
    """A fragment woven into the reporter's sentence: no sentence of its own."""
    if attribution.rule in ("continued", "run-on", "paragraph", "colon", "signature", "label", "run-up"):
        return False
    return not (text[:1].isupper() and text.rstrip("'’”\"")[-1:] in ".?!,…—–-")
