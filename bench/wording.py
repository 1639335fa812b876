"""Sentences that read like a report's: grammar and words of our own, put together by a seeded generator.

Law: the same generator in the same state gives the same text, on every machine.
"""

from __future__ import annotations

from random import Random

ACTORS = (
    "labour inspectors", "consular officers", "recruitment agencies", "border officials", "local clinics", "trade unions",
    "women who had returned", "workers on tied permits", "families left behind", "shelter staff", "employers", "brokers",
    "fishing crews", "domestic workers", "seasonal pickers", "people waiting for a decision", "legal aid offices",
    "community health workers", "municipal councils", "former detainees", "young men from the delta", "village lenders",
    "organisations of returnees", "prosecutors", "interpreters", "teachers in the border towns", "paralegals", "hospitals",
    "ministries of labour", "parish groups", "port chaplains", "regional commissions", "data protection authorities",
)  # fmt: skip
VERBS = (
    "described", "recorded", "postponed", "questioned", "refused", "reported", "documented", "overlooked", "confirmed",
    "challenged", "corrected", "published", "understated", "compared", "followed", "measured", "contested", "repeated",
    "withheld", "shared", "discussed", "set aside", "traced", "examined", "anticipated", "resisted", "accepted", "priced",
)  # fmt: skip
OBJECTS = (
    "the cost of a contract", "the same complaint", "unpaid wages", "the terms of residence", "a second interview",
    "medical certificates", "the confiscation of passports", "deductions for housing", "the length of the journey",
    "threats against relatives", "the interest on a loan", "safe places to sleep", "the register of agencies",
    "access to a doctor", "the right to change employer", "the results of compulsory tests", "offers made by telephone",
    "the loss of a permit", "fines for overstaying", "remittances sent through neighbours", "the price of a visa",
    "hours worked at night", "the absence of an interpreter", "orders to leave", "the work of inspectors",
    "what had been promised at home", "claims for compensation", "custody of the children", "journeys by sea",
)  # fmt: skip
PLACES = (
    "in the port towns", "along the northern route", "in the capital", "near the crossing", "on inland farms",
    "in private households", "at the regional court", "in three of the five districts", "outside the cities",
    "on board fishing vessels", "in the settlements behind the market", "at the employment office", "in transit zones",
    "on the plantations of the interior", "in the camps of the valley", "at the airport", "in the industrial belt",
)  # fmt: skip
TIMES = (
    "in the first year", "before the new law", "during the harvest", "over eighteen months", "after the border closed",
    "since the agreement was signed", "for most of the decade", "in the months that followed", "while permits lasted",
    "between two inspections", "until the office was moved", "as prices rose", "by the end of the survey",
)  # fmt: skip
CLAIMS = (
    "the debt was larger than the first wage", "nobody had asked for their account", "the rules had changed twice",
    "a complaint meant the loss of the permit", "the figures could not be compared", "an appeal came too late to matter",
    "the nearest office was a day away", "protection depended on the form that was filled in", "silence was the safer choice",
    "the employer held every document", "women were interviewed in front of their employers", "the fee was paid in cash",
    "the law on paper had never been applied", "most cases ended without a decision", "the shelter had no beds left",
    "help arrived only where someone spoke the language", "the contract had been replaced on arrival",
    "a written answer took longer than the visa", "recruiters were known by name and never charged",
)  # fmt: skip
LINKS = (
    "because", "although", "while", "so that", "even where", "and", "but", "as if", "wherever", "since", "although often",
)  # fmt: skip
OPENINGS = (
    "By contrast", "In practice", "For this reason", "Elsewhere", "On the other hand", "Taken together", "Even so",
    "More often", "In a smaller number of cases", "At first", "Later", "Seen from the village", "Under the older rules",
)  # fmt: skip
MEASURES = (
    "publish the number of complaints and what became of them", "let workers change employer without permission",
    "separate services from immigration enforcement", "repay fees within ninety days", "fund shelters for five years",
    "grant leave to stay while a claim is pending", "license every intermediary and publish the list",
    "give each person an interpreter before the first interview", "end the detention of children",
    "recognise qualifications within three months", "open labour courts to people without papers",
    "report each year on the result by sex, age and sector", "train inspectors together with trade unions",
)  # fmt: skip
SUBJECTS = (
    "Contracts", "Wages", "Routes", "Debt", "Health", "Housing", "Courts", "Inspection", "Documents", "Return", "Families",
    "Recruitment", "Testimony", "Remedies", "Consulates", "Permits", "Shelter", "Numbers", "Waiting", "Language", "Police",
)  # fmt: skip
QUALIFIERS = (
    "and their price", "before departure", "on arrival", "under the law", "in the household", "after dismissal",
    "in the courts", "without papers", "in the survey", "at sea", "on the farm", "and the family", "in the second year",
    "between two states", "for those who stay", "that nobody counts", "and what they conceal", "seen from the village",
)  # fmt: skip
_SYLLABLES = (
    "ba", "ka", "lo", "mi", "ne", "ra", "so", "ta", "vi", "zu", "del", "mar", "nor", "pel", "sar", "tun", "vel", "gan",
    "hol", "jis", "kem", "lur", "bri", "cor", "dan", "fen", "gol", "hem", "ister", "quen", "rud", "wen", "yal", "tor",
)  # fmt: skip


def seeded(*words: object) -> Random:
    """A generator of its own for each thing that is made, so that one can change without the others."""
    return Random("/".join(map(str, words)))  # noqa: S311 -- nothing here is a secret


def sentence(random: Random) -> str:
    """One sentence of ten to thirty words, with its full stop."""
    pick = random.choice
    actors, others = random.sample(ACTORS, 2)
    shape = random.randrange(7)
    if shape == 0:
        text = f"{actors} {pick(PLACES)} {pick(VERBS)} {pick(OBJECTS)} {pick(TIMES)}, {pick(LINKS)} {pick(CLAIMS)}"
    elif shape == 1:
        text = f"{pick(OPENINGS)}, {actors} {pick(VERBS)} {pick(OBJECTS)} {pick(PLACES)}"
    elif shape == 2:
        text = f"of {random.randint(40, 900)} people asked {pick(PLACES)}, {random.randint(12, 88)} per cent said that {pick(CLAIMS)}"
    elif shape == 3:
        text = f"{actors} and {others} {pick(VERBS)} {pick(OBJECTS)}; {pick(CLAIMS)}, {pick(LINKS)} {pick(CLAIMS)}"
    elif shape == 4:
        text = f"where {others} {pick(VERBS)} {pick(OBJECTS)}, {actors} {pick(VERBS)} {pick(OBJECTS)} {pick(TIMES)}"
    elif shape == 5:
        text = f"{pick(CLAIMS)} {pick(PLACES)}"
    else:
        text = f"what {actors} {pick(VERBS)} {pick(TIMES)} was that {pick(CLAIMS)}, and that {pick(CLAIMS)}"
    return text[0].upper() + text[1:] + "."


def sentences(random: Random, words: int) -> list[str]:
    """Sentences of about that many words together."""
    found: list[str] = []
    while words > 0:
        found.append(sentence(random))
        words -= len(found[-1].split())
    return found


def measure(random: Random) -> str:
    """What somebody should do, as a sentence."""
    first, second = random.sample(MEASURES, 2)
    return f"States should {first}, and {second} by {random.randint(2027, 2031)}."


def heading(random: Random) -> str:
    """A heading in the style of a report."""
    return f"{random.choice(SUBJECTS)} {random.choice(QUALIFIERS)}"


def proper_name(random: Random) -> str:
    """A word that could be a place or a person, and is none that we know."""
    return "".join(random.choice(_SYLLABLES) for _ in range(random.randint(3, 4))).capitalize()
