"""What each rule name in `Quote.rules` means, in sentences for the reader who asks "why this speaker?"."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # where the source stands
    "subject-before-verb": "The source stands right before the reporting verb.",
    "subject-before-apposition": "The source stands before the verb, with a description between commas.",
    "source-after-verb": "The source follows the reporting verb.",
    "subject-of-joined-verb": "The verb shares its subject with the verb before it.",
    "subject-of-main-verb": "The verb form (“saying”) belongs to the subject of the main clause.",
    "subject-of-governing-verb": "The infinitive belongs to the subject of the verb before it.",
    "subject-of-following-clause": "The opening phrase belongs to the subject of the clause that follows.",
    "gapped": "The name and the quotation share the verb that stands before another name and quotation.",
    "blamed-for": "The verb form (“for saying”) tells what the object of the verb before it did.",
    "sent-words": "The source issued, sent or posted the words that the verb form (“saying”) tells of.",
    "noun-before-participle": "The source stands right before the verb form (“saying”).",
    "relative-pronoun": "The source is a relative pronoun (“who”) and stands for the noun before it.",
    "passive-by": "The source follows “by” after a passive verb.",
    "passive": "A passive verb that names no source.",
    "appearance": "The text tells what seems so, and to nobody in particular.",
    "adjective": "The report hangs on an adjective (“is sure that”).",
    "light-verb": "The report hangs on a verb with a noun (“expressed concern that”).",
    "according-to": "The source follows “according to”.",
    "cue-noun": "The source owns the noun that reports (“her claim that”).",
    "noun-colon": "The source owns the noun before the colon (“her answer:”).",
    "name-colon": "The name stands before the colon, as in a transcript.",
    "colon-name": "The name stands behind the quotation and a colon, as in a headline.",
    "signature": "The name is written behind the quotation, after a dash.",
    # where the content stands
    "quotation-before": "The quotation stands before the reporting verb.",
    "clause-before": "What is reported stands before the reporting verb.",
    "verb-preposition": "The verb reports with a preposition (“called for”).",
    "cue-alone": "The reporting clause stands alone and belongs to the quotation next to it.",
    "question-turn": "A turn of an interview in question-and-answer form.",
    "answer-turn": "An answer in an interview in question-and-answer form.",
    "interviewee": "The answers are those of the person whom the text before the first question names most often.",
    "missing-mark": "The opening quotation mark is missing; the quotation is taken from the beginning of the sentence.",
    "block": "The words are set off as a block of their own, without quotation marks.",
    "dialogue-dash": "The words are set as dialogue, after a dash.",
    "inner-quotation": "A quotation inside a quotation: the speaker reports what somebody else said.",
    # quotations without a cue of their own
    "continues": "The quotation goes on after its reporting clause.",
    "runs-on": "The quotation runs on from the paragraph before.",
    "announced": "The paragraph before announced the quotation with a colon.",
    "answers-question": "The quotation before is a question; the other side of the dialogue answers.",
    "same-speaker": "The paragraph names nobody; the speaker of the quotation before goes on.",
    "reported-before": "The paragraph names nobody; the person whose words the paragraph before reports goes on.",
    "actor-beside": "No verb reports the words; they are taken as those of the person who acts in the sentence beside.",
    "copula": "The words are told to be somebody's answer, words or view.",
    "in-the-view-of": "The sentence opens with whose view or words it gives.",
    "fragment-near-cue": "The quoted words stand in the same sentence as the report.",
    "fragment-of-speaker": "The quoted words stand in a sentence about what the speaker before said.",
    "fragment-alone": "The quoted words stand alone; nothing in the text says whose they are.",
    "fragment-of-subject": "The quoted words are taken as those of the sentence's subject.",
    # who the source is
    "named": "The source is a name.",
    "named-together": "Several names speak together.",
    "name-in-apposition": "The source is a description with the name next to it.",
    "words-of": "The source is the words of somebody (“the comments from Ruiz”).",
    "group-of-owner": "The source is a group told by its owner (“the Ruiz campaign”).",
    "described-before": "The article describes the same person more fully before, without a name.",
    "unnamed-antecedent": "The pronoun stands for somebody whom the article describes but does not name.",
    "pronoun": "The source is a pronoun and stands for the person most in view before it.",
    "pronoun-forward": "The source is a pronoun and stands for the person named right after it.",
    "pronoun-it": "“It” stands for the organisation or place most in view before it.",
    "pronoun-they": "“They” stands for the group or organisation most in view before it.",
    "pronoun-nobody": "The source is a pronoun that stands for nobody by name.",
    "pronoun-unresolved": "The source is a pronoun, and nobody before it fits.",
    "role": "The source is a role that the article gives to one person.",
    "body-of-topic": "The source is a noun such as “the union”, and the article names an organisation of that sort.",
    "role-of-topic": "The source is a description that fits the person the passage is about.",
    "unnamed-source": "The source is described but not named.",
}


def sentence_for(rule: str) -> str:
    """The sentence for a rule name; every name that extraction writes is known."""
    return SENTENCES[rule]
