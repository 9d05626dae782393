"""What LINDA says to the owner in English. Wordings, fields and variants are as in the module for customers."""

from collections.abc import Mapping, Sequence

SENTENCES: Mapping[str, Sequence[str]] = {
    "line_answer_sent": ('Sent to {who}: "{text}"',),
    "line_answer_later": ('Goes to {who} {at:at}, when quiet hours end: "{text}"',),
    "line_answer_in_chat": ('Put in the chat for {who}: "{text}"',),
    "line_no_texts": ("{who} can't get texts from us. Your answer is noted, but please call {phone}.",),
    "line_no_question": ("No question is waiting for you.",),
    "line_which_question": ('Which one? {questions}. Text just the number, such as "{number}".',),
    "line_unknown_question": ("There is no question {number}.",),
    "line_answered_before": ('You have answered question {number} already: "{answer}". Nothing was sent now.',),
    "line_question": (
        '{number}) {who} asked: {question} Text "{number} yes", "{number} no" or "{number} ..." with your words.',
    ),
    "line_kept": ("Added to your shop's facts: from now on I answer this myself.",),
    "line_not_kept": ("It did not fit into your shop's facts.",),
    "line_not_read": ("I didn't get that. Text HELP for what I can do.",),
}
