"""Quote or not: a source’s own words are; scare quotes, titles, nicknames, slogans and markup are not."""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction import marked

pytestmark = pytest.mark.model

TITLES = [
    ("Amara Nwosu starred in “The Long Harvest,” which opened on Friday.", "a film"),
    ("Amara Nwosu sang “Blue Harbour” at the end of the show.", "a song"),
    ("Her novel “Salt and Iron” won the prize in March.", "a book before its verb"),
    ("Amara Nwosu, the author of “Salt and Iron,” lives in Leeds.", "a book in an apposition"),
    ("Amara Nwosu appeared on CBS’s “Morning Table” on Sunday.", "a programme"),
    (
        "Her cousin remembered Amara Nwosu talking about “A Winter of Small Fires,” a novel.",
        "a book talked about",
    ),
    ("{content:“We lost,”} Amara Nwosu said on NBC’s “Morning Table.”", "a programme beside her words"),
    ("The paper, titled “On the Age of Rivers,” came out in May.", "a paper, told to be a title"),
    ("He wrote an essay called “Why I Left the Party” last year.", "an essay called so"),
    ("The episode, “The Bridge,” airs on Monday at nine.", "an episode in apposition"),
]

NAMES = [
    ("Robert “Bobby” Quayle sang at the fair.", "a nickname amid a name"),
    ("Dwayne “The Hammer” Osei fought again on Friday.", "a nickname of two words"),
    ("Quayle, known as “the Baron,” sang at the fair.", "known as"),
    ("Fans nicknamed him “the Baron” for his manners.", "nicknamed"),
    ("A storm called “Zelma” hit the coast on Friday.", "a storm called so"),
    ("The firm, which trades as “Nordhav,” is in debt.", "a trade name"),
    ("The boat “Marit” sank off the coast on Friday.", "a ship"),
]

TERMS = [
    ("I hope that one day the mayor says, “Well done, all of you.”", "words that somebody hopes to hear"),
    ("The so-called “war on plastic” cost the town a fortune.", "so-called"),
    ("The word “clinic” does not appear in the plan.", "a word that is spoken of"),
    ("The term “net zero” means different things to many people.", "a term that is explained"),
    ("The “experts” at the town hall got it wrong again.", "a scare quote"),
    ("The town’s “green” buses run on diesel oil.", "a scare quote of one word"),
    ("Protesters held signs reading “No More Cuts” on Monday.", "a sign’s slogan in capitals"),
    ("He wore a hat with the slogan “Make Ely Great” on it.", "a slogan, told to be one"),
    ("The hashtag “#MendTheBridge” spread on Monday.", "a hashtag"),
    ('The door is 80" high and 36" wide, the court heard.', "inches"),
    ('See <a href="https://ely.example/plan" class="more">the plan</a> for more.', "markup"),
    ("He got an “A” in history and a “B” in art.", "marks at school"),
    ("Press “Enter” and then “Send” to post the form.", "labels of buttons"),
]

SPOKEN = [
    ("{content:“No,”} Amara Nwosu said.", "one word that is said"),
    ("{content:“Never!”} shouted Amara Nwosu.", "one word that is shouted"),
    ("Amara Nwosu called the plan {content:“reckless.”}", "one word that describes"),
    ("Amara Nwosu called the plan {content:“reckless”} and {content:“cruel.”}", "two words that describe"),
    (
        "Amara Nwosu said she was {content:“heartbroken”} by the news.",
        "one word of hers amid the reporter’s",
    ),
    (
        "The council doubted Amara Nwosu’s claim that the road had seen {content:“hundreds of"
        " crashes”} in a year.",
        "a fragment of what somebody’s claim says",
    ),
    ("Asked if she would go, Amara Nwosu answered: {content:“On Thursdays.”}", "a fragment behind a colon"),
    ("Amara Nwosu said the plan would be a {content:“complete and utter disaster.”}", "a few words"),
    ("{content:“Thank You,”} Amara Nwosu said.", "capitals, but said"),
    ("{content:“It’s over,”} she said. {content:“Over.”}", "one word that goes on"),
    (
        "The mayor said the “war on plastic” was over: {content:“We won it, and nobody noticed.”}",
        "both at once",
    ),
    (
        "The plan, which Amara Nwosu called {content:“a disgrace,”} was dropped on Friday.",
        "a relative clause with a speaker of its own",
    ),
    ("{content:“What now?”} was all that Amara Nwosu could say.", "the subject of the sentence"),
    (
        "According to the ministry’s report, the ship was {content:“unfit for the sea”} in 2019.",
        "a report’s fragment",
    ),
    ("{content:“#Shame,”} Amara Nwosu wrote on X.", "a hashtag that is her words"),
]

ROWS = [*TITLES, *NAMES, *TERMS, *SPOKEN]
KNOWN = {
    "known as": "a nickname with a comma in the marks is taken for speech",
    "nicknamed": "“nicknamed him” parts the cue from the nickname",
    "a sign’s slogan in capitals": "a sign that reads is a document that speaks",
    "both at once": "a scare quote at the start takes the cue of the words behind the colon",
    "the subject of the sentence": "a short quotation under no reporting verb",
}


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, KNOWN))
def test_quote_or_not(extractor: Extractor, source: str, why: str) -> None:
    row = marked.read(source)
    found = [s.text for quote in extractor.extract(row.text).quotes for s in quote.segments]
    assert found == [words for quote in row.quotes for words in quote], why
