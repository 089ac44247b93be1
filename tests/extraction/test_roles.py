"""Roles as the article prints them: where they stand, how far they go, and which of several is kept."""

import pytest

from service.extraction import components
from service.extraction.extractor import Extractor
from tests.extraction import marked
from tests.extraction.parsed import named

TOKENS = [
    (
        "Nora/NNP/compound/1 Quist/NNP/nsubj/6 ,/,/punct/1 a/DT/det/4 hydrologist/NN/appos/1 ,/,/punct/1"
        " measured/VBD/ROOT/6/measure the/DT/det/8 rising/VBG/amod/9 water/NN/dobj/6 ././punct/6",
        ["hydrologist"],
        "an apposition, without its article",
    ),
    (
        "the/DT/det/1 hydrologist/NN/compound/3 Nora/NNP/compound/3 Quist/NNP/nsubj/4"
        " measured/VBD/ROOT/4/measure the/DT/det/6 water/NN/dobj/4 ././punct/4",
        ["hydrologist"],
        "before the name",
    ),
    (
        "Nora/NNP/compound/1 Quist/NNP/nsubj/2 is/VBZ/ROOT/2/be a/DT/det/4 hydrologist/NN/attr/2"
        " from/IN/prep/4 the/DT/det/7 city/NN/pobj/5 ././punct/2",
        ["hydrologist from the city"],
        "a predicate",
    ),
    (
        "Nora/NNP/compound/1 Quist/NNP/nsubj/2 measured/VBD/ROOT/2/measure the/DT/det/4 rising/VBG/amod/5"
        " water/NN/dobj/2 ././punct/2",
        [],
        "none printed",
    ),
    (
        "Nora/NNP/compound/1 Quist/NNP/nsubj/6 ,/,/punct/1 a/DT/det/4 rival/NN/appos/1 ,/,/punct/1"
        " measured/VBD/ROOT/6/measure the/DT/det/8 rising/VBG/amod/9 water/NN/dobj/6 ././punct/6",
        [],
        "a relation in the story is no role",
    ),
]


@pytest.mark.parametrize(("tokens", "expected", "why"), TOKENS, ids=[row[2] for row in TOKENS])
def test_find_roles(tokens: str, expected: list[str], why: str) -> None:
    doc = components.roles(named(tokens, ents={"Nora Quist": "PERSON"}))
    assert [role.span.text for found in doc._.roles.values() for role in found] == expected, why
    for found in doc._.roles.values():
        assert all(doc.text[role.span.start : role.span.end] == role.span.text for role in found)


ROWS = [
    (
        "“It leaks and drips all day long,” said Nora Quist, a {role:hydrologist at the University"
        " of Leeds}.",
        "apposition",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, the {role:chief executive of Tarn Water}.",
        "apposition with a body",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, who is the {role:chief engineer of the dam}.",
        "who is",
    ),
    ("“It leaks and drips all day long,” said Nora Quist, {role:chief engineer}.", "no article"),
    ("“It leaks and drips all day long,” said {role:chief engineer} Nora Quist.", "before the name"),
    (
        "“It leaks and drips all day long,” said {role:Tarn Water spokeswoman} Nora Quist.",
        "before the name, with the body",
    ),
    (
        "“It leaks and drips all day long,” said {role:Tarn Water’s chief engineer}, Nora Quist, on Monday.",
        "a description, then the name",
    ),
    ("“It leaks and drips all day long,” {role:Mayor} Nora Quist said.", "a title that is an office"),
    ("“It leaks and drips all day long,” {role:Prime Minister} Nora Quist said.", "an office of two words"),
    ("“It leaks and drips all day long,” {role:Sen.} Nora Quist said.", "a rank abbreviated"),
    ("“It leaks and drips all day long,” {role:Det. Insp.} Nora Quist said.", "a police rank abbreviated"),
    ("“It leaks and drips all day long,” said {role:former council leader} Nora Quist.", "a former office"),
    ("“It leaks and drips all day long,” said {role:deputy prime minister} Nora Quist.", "a deputy"),
    (
        "“It leaks and drips all day long,” said Nora Quist, 54, a {role:retired plumber from Ely}.",
        "behind an age",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, {role:head of policy and research"
        " at the union}.",
        "a list within the role",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, the {role:minister for Food,"
        " Farming and Rural Affairs}.",
        "commas that belong to the role",
    ),
    (
        "Nora Quist is the {role:chief engineer of Tarn Water}.\n\nThe pipe burst on Monday.\n\n"
        "“It leaks and drips all day long,” Quist said.",
        "introduced paragraphs earlier",
    ),
    (
        "“It leaks and drips all day long,” said {role:chief engineer} Nora Quist.\n\n“It"
        " drips,” Quist said.",
        "kept for the whole article",
    ),
    (
        "{role:Mayor} Nora Quist spoke.\n\n“It leaks and drips all day long,” said Quist, a"
        " former chief engineer of Tarn Water.",
        "the post of today before a longer one of yesterday",
    ),
    (
        "Councillor Nora Quist spoke.\n\n“It leaks and drips all day long,” said Quist, the {role:cabinet"
        " member for highways and drains}.",
        "the most informative of two posts",
    ),
    (
        "Nora Quist, an Ely native, spoke.\n\n“It leaks and drips all day long,” said Quist,"
        " a {role:plumber}.",
        "an occupation before where somebody is from",
    ),
    (
        "“It leaks and drips all day long,” said {role:Devon\u00a0Sen.}\u00a0Nora Quist.",
        "no-break spaces within the line",
    ),
    (
        "“It leaks and drips all day long,” said {role:Chief Executive} Sir Alan Quist.",
        "before a courtesy title",
    ),
    (
        "“It leaks and drips all day long,” {role:Tarn Water founder and CEO} Nora Quist said.",
        "two posts of one person",
    ),
    (
        "“It leaks and drips all day long,” the mayor and {role:President} Nora Quist said.",
        "two people",
    ),
    (
        "“It leaks and drips all day long,” said Sen. Nora Quist (D-Md.), the {role:ranking Democrat on the"
        " water committee}.",
        "behind a party tag",
    ),
    (
        "“It leaks and drips all day long,” said Sen. Nora Quist of Maryland, the {role:panel’s ranking"
        " Democrat}.",
        "behind a state",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, of Leeds, a {role:retired plumber}.",
        "behind a home town",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, a {role:physicist who runs the water"
        " laboratory in Ely}.",
        "with the clause that tells the post",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, who {role:runs the Ely water laboratory}.",
        "what she does, where nothing tells what she is",
    ),
    (
        "“It leaks and drips all day long,” Nora Quist, {role:prosecuting}, told the jury.",
        "in court, for whom",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist {role:of Greenpeace}.",
        "the body, where nothing else is told",
    ),
    (
        "Nora Quist became {role:chief engineer of the dam} in May.\n\n“It leaks and drips all day long,”"
        " Quist said.",
        "a post without an article",
    ),
    (
        "Nora Quist served as {role:chief engineer of the dam}.\n\n“It leaks and drips all day"
        " long,” Quist said.",
        "served as",
    ),
    (
        "As {role:attorney general}, Nora Quist fought the water firms.\n\n“It leaks and drips all"
        " day long,”"
        " Quist said.",
        "told first",
    ),
    (
        "As prime minister, Nora Quist would stop the water firms.\n\n“It leaks and drips all day long,”"
        " Quist said.",
        "what she is not yet",
    ),
    (
        "Nora Quist described Alan Park as a coward and a thief.\n\n“It leaks and drips all day"
        " long,” Quist"
        " said.",
        "what she calls somebody else",
    ),
    (
        "The {role:economists} Alan Park of Leeds and Nora Quist of York came.\n\n“It leaks and"
        " drips all day"
        " long,” Quist said.",
        "of two, in the plural",
    ),
    ("“It leaks and drips all day long,” said Nora Quist.", "none printed"),
    ("“It leaks and drips all day long,” said Mrs. Nora Quist.", "a courtesy title is no role"),
    ("“It leaks and drips all day long,” said Nora Quist, 54.", "an age is no role"),
    (
        "“It leaks and drips all day long,” said Nora Quist, her voice breaking.",
        "an absolute phrase is no role",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, looking at the chief engineer.",
        "somebody else’s role",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, whose brother is a chief engineer.",
        "her brother’s role",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist after the mayor left.",
        "a role that is nobody’s name",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, a {role:Republican from Ohio}.",
        "a party and a state",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, {role:Tarn Water’s chief engineer}.",
        "a possessive that belongs to the role",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, a {role:professor of hydrology} who"
        " lives in Ely.",
        "ends before its relative clause",
    ),
]

DESCRIBED = [
    (
        "Nora Quist has opened the new dam. “It leaks and drips all day long,” the {role:singer} said.",
        "one word, in which somebody speaks whom nothing else describes",
    ),
    (
        "Nora Quist has opened the new dam. The {role:retired neurosurgeon} cut a ribbon. “It leaks and drips"
        " all day long,” the candidate said.",
        "one word tells less than two",
    ),
    (
        "Alan Park fell in the water on Monday.\n\nIt was cold.\n\nHis {role:lawyer} was angry. “It leaks and"
        " drips all day long,” Nora Quist said in an email.",
        "told to be somebody’s, and named for the first time in the paragraph’s next sentence",
    ),
    (
        "Alan Park fell in the water on Monday.\n\nNora Quist saw it.\n\nHis lawyer was angry. “It leaks and"
        " drips all day long,” Quist said in an email.",
        "told to be somebody’s, where the next one was named before",
    ),
    (
        "{role:Mayor} Nora Quist has opened the new dam. The singer said: “It leaks and drips all day long,”"
        " and Quist agreed. “It drips,” Quist said.",
        "one word against another role",
    ),
    (
        "Nora Quist opened the new dam on Monday.\n\nThe {role:Devon senator} cut a ribbon.\n\n“It"
        " leaks and drips"
        " all day long,” Quist said.",
        "who was spoken of before",
    ),
    (
        "A {role:former water minister} says the dam must go.\n\nNora Quist told the council it was"
        " too old.\n\n"
        "“It leaks and drips all day long,” Quist said.",
        "whom the lede brings in and the next sentence names",
    ),
    (
        "{role:Mayor} Nora Quist opened the new dam on Monday.\n\nThe mayor cut a ribbon.\n\n“It"
        " leaks and drips"
        " all day long,” Quist said.",
        "the same role again adds nothing",
    ),
    (
        "Nora Quist met the water minister, Alan Park, on Monday.\n\nThe water minister cut a"
        " ribbon.\n\n“It leaks"
        " and drips all day long,” Quist said.",
        "printed beside somebody else’s name",
    ),
    (
        "{role:Democrat} Nora Quist was in Leeds on Monday.\n\nThe Republican candidate stayed at"
        " home.\n\n“It leaks and"
        " drips all day long,” Quist said.",
        "of another party",
    ),
    (
        "Nora Quist said that the water minister was wrong.\n\n“It leaks and drips all day long,”"
        " Quist said.",
        "of whom she speaks",
    ),
    (
        "Nora Quist was in Leeds on Monday.\n\nThe second water engineer stayed at home.\n\n“It"
        " leaks and drips"
        " all day long,” Quist said.",
        "set apart from her",
    ),
    (
        "Nora Quist was in Leeds on Monday.\n\nTarn Water’s chief engineer stayed at home. Alan Park"
        " came.\n\n"
        "“It leaks and drips all day long,” Quist said.",
        "a post that is told whose may be anybody’s",
    ),
    (
        "Nora Quist, a {role:plumber}, was in Leeds on Monday.\n\nThe deputy prime minister opened"
        " the dam.\n\n“It"
        " leaks and drips all day long,” Quist said.",
        "one place is too little against another role",
    ),
    (
        "Nora Quist was in Leeds on Monday.\n\nThe official stayed at home. The official was"
        " ill.\n\n“It leaks and"
        " drips all day long,” Quist said.",
        "a noun that hides a name",
    ),
    (
        "Nora Quist came to Leeds on Monday. She is a {role:consultant at the Tarn clinic}.\n\n“It leaks and"
        " drips all day long,” Quist said.",
        "what is told of “she”",
    ),
    (
        "Nora Quist came to Leeds on Monday. She served in the war as a {role:medic}.\n\n“It leaks and drips"
        " all day long,” Quist said.",
        "as what “she” acts",
    ),
    (
        "Nora Quist, a chief of staff to the old king, came. Quist is now the {role:chairman of the dam}.\n\n"
        "“It leaks and drips all day long,” Quist said.",
        "what is told to be so now",
    ),
    (
        "Nora Quist came to Leeds on Monday. The water will rise if she is elected president.\n\n“It leaks"
        " and drips all day long,” Quist said.",
        "what she may become",
    ),
    (
        "The {role:head of a water firm} who ignored a leak has been fined.\n\nNora Quist, a former nurse,"
        " paid it on Monday.\n\n“It leaks and drips all day long,” Quist said.",
        "the lede, with a clause, before somebody’s old trade",
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("source", "why"), marked.table(ROWS + DESCRIBED, {}))
def test_role_of_the_speaker(extractor: Extractor, source: str, why: str) -> None:
    row = marked.read(source)
    quotes = extractor.extract(row.text).quotes
    assert quotes, why
    for quote in quotes:
        assert quote.role == row.printed("role"), why
        assert (quote.role is None) == (quote.evidence.role is None)
        if quote.evidence.role is not None:
            assert (quote.evidence.role.start, quote.evidence.role.end) == row.evidence["role"][0]
