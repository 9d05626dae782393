"""What LINDA says to the owner in English. Wordings, fields and variants are as in the module for customers."""

from collections.abc import Mapping, Sequence

SENTENCES: Mapping[str, Sequence[str]] = {
    "line_stands_on_closed": (
        "You're closed then, but {customers} still stand. Text MOVE ALL to ask each for another time, or KEEP.",
    ),
    "line_asked_to_move": ("I'm asking {customers} for another time.",),
    "line_move_all_again": ("Still to ask are {customers}. Text MOVE ALL again.",),
    "line_cannot_text": ("I can't text {customers}, so please call.",),
    "line_asked_before": ("I've already asked {customers} for another time. Text KEEP to leave them as they are.",),
    "line_none_closed": ("No booking stands on a closed time.",),
    "line_kept": ("Kept as booked, {customers}.",),
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
    "line_fact_kept": ("Added to your shop's facts: from now on I answer this myself.",),
    "line_fact_not_kept": ("It did not fit into your shop's facts.",),
    "line_not_read": ("I didn't get that. Text HELP for what I can do.",),
    # --- taking over
    "line_taken": ("You're writing with {name} now. What you text here goes to them, until you text RESUME.",),
    "line_relayed": ("Sent to {name}.",),
    "line_resumed": ("LINDA answers {names} again.",),
    "line_none_taken": ("You haven't taken over that customer.",),
    "line_given_back": (
        "That was not sent: after two quiet hours, LINDA answers {name} again. Text TAKE and the name or number to go"
        " on.",
    ),
    "line_only_text": ("I can only pass on text. {name} did not get that.",),
    "line_too_long": ("That was not sent: {name} can get at most {most} characters at once.",),
    "line_too_many_taken": ("You have taken over {most} customers. Text RESUME to give them back first.",),
    "line_opted_out": ("{name} wants no more texts from us, so I can't send any.",),
    "line_no_customer": ("I don't know a customer called {who}. Try the phone number.",),
    "line_which_customer": ("Which one? {names}. Text it again with the number.",),
    # --- lists
    "line_agenda": ("{day:Day}: {entries}.",),
    "line_agenda/no_entries": ("{day:Day}: nothing booked.",),
    "line_free": ("Free: {free}.",),
    "line_free/no_free": ("Nothing is free.",),
    "line_agenda_days": ("{first:Day} to {last}: {entries}.",),
    "line_agenda_days/no_entries": ("{first:Day} to {last}: nothing booked.",),
    "line_leads": ("Newest: {entries}.",),
    "line_leads/no_entries": ("No open leads.",),
    "line_booked": ("{first:Day} to {last}: {count} booked, from {amount} in all.",),
    "line_without_price": ("{count} of them without a list price.",),
}
