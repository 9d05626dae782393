"""What LINDA says in English: her sentences, and how dates, times, amounts and lists are said.

Each kind has a tuple of wordings; "kind/one" is used if a list among its values has one element, and "kind/no_x" if x
is not known. `EAR` has the wordings that a caller hears instead.
"""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta

from linda.responses import english_owner
from linda.shop_time import day_label, time_label

# How those who speak the other language get it, in that language, and so in its voice.
FOR_OTHERS = "Para español, marca nueve."

SENTENCES: Mapping[str, Sequence[str]] = {
    # --- greeting
    "hello": (
        "Hi, this is {assistant}, the AI assistant at {shop}.",
        "Hey there! {assistant} here, the AI assistant at {shop}.",
    ),
    "hello_own": ("{text}", "Hi again! {text}"),
    "hi": ("Hi!", "Hello!"),
    "chat": ("All good here, thanks!", "I'm doing great, thank you!"),
    "bulletin": ("{text}", "Good to know: {text}"),
    "how_can_help": ("How can I help?", "What can I do for you?"),
    # --- what is to be done
    "ask_repair_of": ("What's wrong with your {device}?", "And what should we fix on the {device}?"),
    "ask_device": ("What phone is it?", "Which model do you have?"),
    "ask_device_of": ("What phone is {job:the} for?", "Which model would {job:the} be for?"),
    "ask_what": ("What phone do you have, and what's wrong with it?", "Which model is it, and what needs fixing?"),
    # --- prices
    "price": ("{job} starts at {amount}.", "{job:A} starts at {amount}."),
    "price_by_family": ("{label:Label} starts at {prices}.", "It depends on the phone. {label:Label}: {prices}."),
    "price_list": ("Starting prices: {prices}.", "Here's what repairs start at: {prices}."),
    "price_sum": ("That's {amount} in all.", "Together that comes to {amount}."),
    "price_ask_owner": (
        "I don't have a price for {job:a} here, so I'm asking {owner}.",
        "{owner} sets the price for {job:a}. I've asked him.",
    ),
    "look_first": (
        "{owner} takes a look at your {job:device} first and tells you the price before he fixes anything.",
        "{owner} needs to see your {job:device} first. You'll know the price before any work starts.",
    ),
    "look_first_price": (
        "{owner} takes a look at your {job:device} first. That's {amount}, and you'll know the repair price before he"
        " fixes anything.",
        "{owner} checks your {job:device} first for {amount}, then tells you what the repair would cost.",
    ),
    "on_site_fee": (
        "{owner} can come to you for {amount} on top of the repair.",
        "A visit to your place adds {amount} to the repair.",
    ),
    "no_visits": (
        "{owner} isn't making house calls {until:until}, but you can bring it to the shop.",
        "No house calls {until:until}, sorry. You can bring it in, though.",
    ),
    "no_visits/no_until": (
        "{owner} isn't making house calls right now, but you can bring it to the shop.",
        "No house calls at the moment, sorry. You can bring it in, though.",
    ),
    "accessory_price": ("{label:A} is {amount}.", "We have {label:a} for {amount}."),
    # --- facts
    "fact": ("{text}", "Just to repeat: {text}"),
    "fact_unknown": (
        "I've asked {owner} about {topics:topic}. He's {status:doing} {until:until} and will text you after that.",
        "That's one for {owner}, and I've asked him about {topics:topic}. He's {status:doing} {until:until}. Then"
        " he'll text you.",
    ),
    "fact_unknown/no_until": (
        "I've asked {owner} about {topics:topic}, and he'll text you as soon as he can.",
        "That's one for {owner}. I've asked him about {topics:topic}, and he'll get back to you.",
    ),
    "hours_day": (
        "We're open {day}, with appointments from {first} to {last}.",
        "{day} you can come in from {first}. The last appointment is at {last}.",
    ),
    "hours_usual": (
        "We take appointments from {first} to {last}, every day.",
        "Every day, the first appointment is at {first} and the last at {last}.",
    ),
    "hours_closed_days": ("We'll be closed {days}.", "We're not open {days}."),
    "closed_day": ("We're closed {day}.", "Sorry, no appointments {day}. We're closed."),
    "closed_now_today": (
        "We're closed for today. The next opening is {next}.",
        "We're done for today. You could come {next}.",
    ),
    "closed_now_today/no_next": ("We're closed for today.", "We're done for today, sorry."),
    "closed_further_notice": (
        "We're closed right now, and I don't have a date yet for when we reopen.",
        "{owner} is away at the moment, and I can't book anything until he's back.",
    ),
    "not_done": ("Sorry, we don't do {thing:label} repairs.", "I'm afraid we can't help with {thing:label} repairs."),
    "done_too": ("Yes, we do {thing:label} repairs.", "We can help with {thing:label} repairs, yes."),
    "owner_now": ("{owner} is {status:doing} {until:until}.", "Right now {owner} is {status:doing}, {until:until}."),
    "owner_away": (
        "{owner} is away, and I don't know yet when he'll be back.",
        "{owner} isn't at the shop, and he hasn't said when he'll be back.",
    ),
    "owner_back_unknown": (
        "{owner} is {status:doing}, and I don't know yet when he'll be back.",
        "{owner} is {status:doing}, and he hasn't said until when.",
    ),
    "owner_now/no_until": ("{owner} is {status:doing} right now.", "At the moment {owner} is {status:doing}."),
    "no_walk_ins": (
        "Please don't come by without an appointment: nobody is at the shop {until:until}.",
        "We can't take walk-ins {until:until}, sorry.",
    ),
    "no_walk_ins/no_until": (
        "Please don't come by without an appointment: there may be nobody at the shop.",
        "We can't take walk-ins right now, sorry.",
    ),
    # --- offers
    "offer_day": ("{day} I have {options:times}. Which works for you?", "Free {day}: {options:times}. Which one?"),
    "offer_day/one": ("How about {options}?", "I could do {options}. Does that work for you?"),
    "offer_options": ("I have {options}. Which works for you?", "Here's what's free: {options}. Which one works best?"),
    "offer_options/one": ("How about {options}?", "I could do {options}. Does that work for you?"),
    "offer_some": (
        "{day} I have {options:times}, and more. Which works for you?",
        "Free {day}, among others: {options:times}. Which one?",
    ),
    "ask_which_time": ("Which one: {options}?", "Sure, which of these: {options}?"),
    "nothing_in_window": ("Nothing is free {day} {window}, sorry.", "I'm all booked {day} {window}."),
    "nothing_in_window/no_day": ("Nothing is free {window}, sorry.", "I'm all booked {window}."),
    "nothing_in_window/no_window": ("Nothing is free {day}, sorry.", "I'm all booked {day}."),
    "day_full": ("We're fully booked {day}.", "{day} is all booked up, sorry."),
    "nothing_free_weeks": (
        "I don't see any free times in the next few weeks.",
        "The next few weeks are all booked up, sorry.",
    ),
    "taken": ("Sorry, {slot:short} is already taken.", "Someone already has {slot:short}."),
    "held": (
        "{slot:short} is being held for someone right now, sorry.",
        "Someone else is just booking {slot:short}, sorry.",
    ),
    "closed_time": (
        "We don't have appointments at {slot:time}. {slot:Day} they run from {first} to {last}.",
        "{slot:time} doesn't work, sorry. {slot:Day} I can book you between {first} and {last}.",
    ),
    "closed_time/no_last": (
        "We don't have appointments at {slot:time}. {slot:Day} we only have {first}.",
        "{slot:time} doesn't work, sorry. {slot:Day} there's only {first}.",
    ),
    "no_such_slot": (
        "{slot:time} isn't one of our appointment times, sorry.",
        "Sorry, I don't have an appointment at {slot:time} {slot:day}.",
    ),
    "slot_past": ("{slot:short} has already passed.", "It's too late for {slot:short}, sorry."),
    "too_far": (
        "I can only book {days} days ahead.",
        "That's too far out for me. I can book up to {days} days from now.",
    ),
    "out_of_stock": (
        "We're out of parts for {job:a} {until:until}.",
        "The part for {job:a} isn't in stock {until:until}.",
    ),
    "out_of_stock/no_until": (
        "We're out of parts for {job:a} right now.",
        "The part for {job:a} isn't in stock at the moment.",
    ),
    # --- asking
    "slot_free": ("{slot:Short} is open.", "We have {slot:short} open."),
    "ask_book": ("{slot} is free for your {jobs}. Want me to book it?", "Should I book your {jobs} for {slot}?"),
    "ask_book/no_jobs": ("{slot} is free. Want me to book it?", "Should I book you in for {slot}?"),
    "ask_book_priced": (
        "{slot} is free for your {jobs}, starting at {amount}. Want me to book it?",
        "Should I book your {jobs} for {slot}, starting at {amount}?",
    ),
    "ask_book_on_site": (
        "{owner} can come to {address} {slot} for your {jobs}. The visit is {fee} on top. Want me to book it?",
        "Should I book {owner} for your {jobs} at {address}, {slot}? The visit adds {fee}.",
    ),
    "ask_book_on_site/no_address": (
        "{owner} can come to you {slot} for your {jobs}. The visit is {fee} on top. Want me to book it?",
        "Should I book {owner} for your {jobs} at your place, {slot}? The visit adds {fee}.",
    ),
    "ask_book_on_site/no_jobs": (
        "{owner} can come to you {slot}. The visit is {fee} on top. Want me to book it?",
        "Should I book {owner} to come to you {slot}? The visit adds {fee}.",
    ),
    "ask_day": ("What day works for you {at:at}?", "Which day would you like to come {at:at}?"),
    "ask_day/no_at": ("What day works for you?", "Which day would you like to come in?"),
    "ask_when": ("When would you like to come in?", "What day and time work for you?"),
    "ask_visit_day": ("What day should {owner} come {at:at}?", "Which day works for {owner} to come {at:at}?"),
    "ask_visit_day/no_at": ("What day should {owner} come?", "Which day works for {owner} to come?"),
    "ask_visit_when": ("When should {owner} come?", "What day and time should {owner} come?"),
    "ask_address": ("What's the address?", "Where should {owner} come to? I need the street address."),
    "again_question": ("Sorry, I didn't get that.", "I'm not sure I understood."),
    # --- booked
    "booked": (
        "Booked: {lead:what}, {lead:when}, {shop}, {city}. {lead:Cost}, {warranty}-day warranty. See you then!",
        "You're all booked: {lead:what}, {lead:when}, {shop}, {city}. {lead:Cost}, {warranty}-day warranty.",
    ),
    "booked_too": (
        "Also booked: {lead:what}, {lead:when}. {lead:Cost}.",
        "And that's booked too: {lead:what}, {lead:when}. {lead:Cost}.",
    ),
    "booked_warranty": (
        "Booked: {lead:what}, {lead:when}, {shop}, {city}. {owner} will check it under the warranty. See you then!",
        "You're all booked: {lead:what}, {lead:when}, {shop}, {city}. {owner} will look at it under the warranty.",
    ),
    "booked_on_site": (
        "Booked: {lead:what}, {lead:when}, at {address}. {lead:Cost}, {warranty}-day warranty. {owner} will see you"
        " then!",
        "You're all booked: {owner} is coming to {address} {lead:when} for your {lead:what}. {lead:Cost},"
        " {warranty}-day warranty.",
    ),
    "booked_on_site/no_address": (
        "Booked: {lead:what}, {lead:when}, at your place. {lead:Cost}, {warranty}-day warranty. See you then!",
        "You're all booked: {owner} is coming to you {lead:when} for your {lead:what}. {lead:Cost}, {warranty}-day"
        " warranty.",
    ),
    "visit_set": (
        "Yes, {owner} is coming to {address}: {lead:what}, {lead:when}.",
        "That's right, {owner} is coming to you at {address}, {lead:when}.",
    ),
    "visit_set/no_address": (
        "Yes, {owner} is coming to you: {lead:what}, {lead:when}.",
        "That's right, {owner} is coming to your place {lead:when}.",
    ),
    # --- the accessory
    "upsell": ("Want to add {item:a} for {amount}?", "Would you like {item:a} with that? It's {amount}."),
    "upsell_added": ("I've added {item:a} for {amount}.", "OK, I've put {item:a} on there too, for {amount}."),
    "upsell_declined": ("No problem, I've left it out.", "All right, we'll skip that."),
    "upsell_taken_off": (
        "OK, I've taken {item:the} off. Your {lead:what} stays as it is, {lead:when}.",
        "Done, I've taken off {item:the}. Nothing else has changed.",
    ),
    "upsell_or_booking": (
        "Should I leave out just {item:the}, or cancel your {lead:what} {lead:then}?",
        "Just checking: is it only {item:the} you don't want, or your whole {lead:what} {lead:then}?",
    ),
    # --- changes
    "moved": (
        "Moved: {lead:what} is now {lead:when}, {shop}. See you then!",
        "Done! Your {lead:what} is now {lead:when}.",
    ),
    "cancelled": (
        "Your {lead:what} {lead:when} is cancelled. Text us any time to book again.",
        "Done, I've cancelled your {lead:what} {lead:when}.",
    ),
    "kept": (
        "OK, your {lead:what} stays as it is, {lead:when}.",
        "Nothing changed: your {lead:what} is still {lead:when}.",
    ),
    "kept/no_lead": ("OK, everything stays as it is.", "All right, I haven't changed anything."),
    "ask_cancel": (
        "Do you want me to cancel your {lead:what} {lead:when}?",
        "Should I cancel this one: {lead:what}, {lead:when}?",
    ),
    "ask_cancel_first": (
        "One at a time: should I cancel your {lead:what} {lead:when}?",
        "Let's start with this one: {lead:what}, {lead:when}. Should I cancel it?",
    ),
    "ask_cancel_next": (
        "And your {lead:what} {lead:when}, should I cancel that too?",
        "Next one: {lead:what}, {lead:when}. Do you want that cancelled as well?",
    ),
    "ask_move": (
        "{slot} is free. Want me to move your {lead:what} there?",
        "Should I move your {lead:what} to {slot}?",
    ),
    "ask_move_when": ("When would you like to come instead?", "What new time works for your {lead:what}?"),
    "ask_which_booking": (
        "Which one do you want to {action:do}: {leads:lettered}?",
        "I see more than one: {leads:lettered}. Which one should I {action:do}?",
    ),
    "your_booking": ("You have {lead:a} {lead:when}.", "I see your {lead:what} {lead:when}."),
    "your_bookings": ("You have {leads}.", "I see these bookings: {leads}."),
    "no_bookings": (
        "I don't see an open booking under this number.",
        "There's no open booking under your number.",
    ),
    "booking_on_closed_day": (
        "Your {lead:what} is booked for {lead:when}, but we're now closed then. I'm sorry about that. {owner} knows."
        " Want me to find you another time?",
        "We've had to close {lead:when}, so your {lead:what} needs a new time. {owner} knows, and I'm sorry. Should I"
        " look for one?",
    ),
    "how_to_change": (
        "You can change or cancel any time, just text me here.",
        "If your plans change, just tell me here and I'll sort it out.",
    ),
    "already_cancelled": (
        "Your {lead:what} {lead:when} is already cancelled.",
        "That one was already cancelled: {lead:what}, {lead:when}.",
    ),
    "too_many_bookings": (
        "You already have {most} open bookings, which is the most I can make for one number.",
        "I can't book more than {most} at a time for one number.",
    ),
    # --- status
    "status_booked": ("Your {lead:what} is booked for {lead:when}.", "It's still on: {lead:what}, {lead:when}."),
    "status_with_owner": (
        "Your {lead:what} from {lead:when} is with {owner}; he'll text you when it's ready.",
        "{owner} has your {lead:what} and will text you when it's done.",
    ),
    "status_ready": (
        "Your {lead:what} is done and ready for you to pick up.",
        "Good news: your {lead:what} is done. Come by and pick it up.",
    ),
    "status_finished": ("Your {lead:what} is finished.", "Good news: your {lead:what} is done."),
    "status_cancelled": ("Your {lead:what} {lead:when} was cancelled.", "It was cancelled: {lead:what}, {lead:when}."),
    "status_missed": (
        "It looks like we missed you for your {lead:what} {lead:when}.",
        "We missed you: {lead:what}, {lead:when}.",
    ),
    "status_none": ("I don't see a repair under this number.", "There's no repair on file for this number."),
    # --- to the owner
    "passed_on": (
        "I've passed that on to {owner}. He's {status:doing} {until:until} and will get back to you after that.",
        "{owner} has your message. He's {status:doing} {until:until}, then he'll get back to you.",
    ),
    "passed_on/no_until": (
        "I've passed that on to {owner}, and he'll get back to you as soon as he can.",
        "{owner} has your message and will answer as soon as he can.",
    ),
    "kept_yes": ("Yes, {owner} says so.", "The answer is yes, says {owner}."),
    "kept_no": ("Sorry, {owner} says no.", "The answer is no, says {owner}. Sorry about that."),
    "already_passed_on": (
        "{owner} already has that and will get back to you.",
        "That's with {owner} already. You'll hear from him.",
    ),
    "condolence": ("I'm so sorry for your loss.", "I'm very sorry to hear that."),
    "crisis": (
        "I'm so sorry you're going through this. If you might hurt yourself, please call or text 988, day or night.",
        "Please don't go through this alone. You can call or text 988 at any time, day or night.",
    ),
    "sorry_complaint": ("I'm sorry about that.", "That shouldn't have happened. I'm sorry."),
    "complaint_offer": (
        "{owner} will look at it under the warranty. I have {options}. Which works for you?",
        "Bring it in and {owner} will check it under the warranty: {options}. Which one?",
    ),
    "complaint_offer/one": (
        "{owner} can look at it under the warranty {options}. Does that work for you?",
        "Could you bring it in {options}? {owner} will check it under the warranty.",
    ),
    "threat": (
        "I understand you're upset. I've told {owner} right away, and he'll contact you himself.",
        "I hear you. {owner} knows about it and will get in touch with you himself.",
    ),
    "here_noted": ("Thanks, I've let {owner} know you're here.", "Got it, {owner} knows you're at the door."),
    "late_noted": ("Thanks for letting me know. I've told {owner}.", "No worries, {owner} knows you're running late."),
    "pick_up_noted": (
        "I've told {owner} you're coming to pick it up.",
        "{owner} knows you want to pick it up.",
    ),
    "call_booked": (
        "{owner} will call you {lead:when}.",
        "Your call with {owner} is set for {lead:when}.",
    ),
    "call_soon": ("OK, {owner} will call you as soon as he can.", "Got it, {owner} will call when he's free."),
    "ask_message": ("Sure, what should I tell {owner}?", "Of course. What's the message for {owner}?"),
    "call_ask_time": ("When should {owner} call you?", "What's a good time for {owner} to call?"),
    "call_at_night": (
        "{owner} makes calls between {first} and {last}. What time works for you?",
        "That's outside calling hours. Is there a good time between {first} and {last}?",
    ),
    # --- money
    "discount_granted": (
        "Sure, I can take {percent:percent} off.",
        "You get {percent:percent} off. I've noted it.",
    ),
    "discount_owner": (
        "A discount is up to {owner}. I've asked him about it.",
        "I can't decide that discount myself, so I've asked {owner}.",
    ),
    "discount_condition": (
        "{owner} decides on deals like that. I've asked him.",
        "I can't promise a deal like that myself, but I've passed it on to {owner}.",
    ),
    "discount_have": (
        "You already have {percent:percent} off.",
        "Your {percent:percent} off is already noted.",
    ),
    "no_special": ("There's no special running right now.", "No specials at the moment, sorry."),
    "no_discount": ("Sorry, there's no discount right now.", "I can't go lower on the price, sorry."),
    # --- small talk
    "welcome": ("You're welcome!", "Anytime!"),
    "bye": ("Bye, take care!", "Have a good one!"),
    "take_your_time": ("No rush. Just text me when you know.", "Sure, take your time. I'm here."),
    "repair_noted": ("I've noted that it's the {label}.", "Got it, the {label} instead. I've noted it."),
    "device_noted": ("Got it, I've noted that it's {device:a}.", "Thanks, {device} it is. I've noted it."),
    "name_noted": ("Thanks, {name}!", "Got it, {name}."),
    "name_noted_other": ("Thanks, I've noted that it's for {name}.", "Got it, it's for {name}."),
    "robot": (
        "I'm {assistant}, an AI assistant. {owner} does the repairs, and I can pass on anything to him.",
        "You're texting with {assistant}, the shop's AI assistant. {owner} reads what I pass on.",
    ),
    "spelled": ("It's {name}.", "That's {name}."),
    "said_again": ("{text}", "Sure. {text}"),
    "hear_you": ("Yes, I'm here.", "I'm still here."),
    "no_problem": ("No problem!", "That's all right."),
    "praise": ("Thanks, that's great to hear!", "That's so kind of you, thank you!"),
    "all_set": ("You're all set: {lead:what}, {lead:when}.", "Everything's ready for {lead:when}. See you then!"),
    "spam": ("Thanks, but we're not interested.", "No thank you, we don't need that."),
    "wrong_number": ("No problem, have a good day!", "That happens. Take care!"),
    "opted_out": (
        "OK, you won't get any more texts from us. Text START if you change your mind.",
        "Understood, we won't text you anymore. Text START to get our texts again.",
    ),
    "flirt": ("Ha, thanks! I'm only good with phones, though.", "That's sweet, but phones are all I do."),
    "photo_noted": (
        "Thanks for the photo. I can't see it, but {owner} will have a look.",
        "Got your photo, I've saved it for {owner}.",
    ),
    "voice_note": (
        "Sorry, I can't listen to voice messages. Could you write it instead?",
        "I can't play audio here. Can you type it for me?",
    ),
    "file_unreadable": (
        "Sorry, I can't open {kind:file}. Could you write it instead?",
        "I've saved it for {owner}, but I can't open {kind:file} myself. Can you type it for me?",
    ),
    "location_noted": ("Thanks, I've noted {address}.", "Got it, the address is {address}."),
    "location_noted/no_address": ("Thanks, I've noted your location.", "Got it, I have your location."),
    "late_answer": ("Sorry for the slow reply.", "Sorry to keep you waiting."),
    "owner_will_text": (
        "Thanks for your message! {owner} will text you back himself.",
        "{owner} has your message and will answer it himself.",
    ),
    "too_much": (
        "I've saved your messages, but there are too many for me to act on. Please text again in an hour.",
        "That's more than I can act on right now. I've saved it all. Could you text again in an hour?",
    ),
    # --- web chat
    "web_number": (
        "For that I need your cell phone number, and I'll text it a code. What is the number?",
        "Which cell phone number is it for? I'll text a code there, and then I can go on.",
    ),
    "web_code": (
        "If the number ending in {ending} takes our texts, it gets a code now. Please type the 6 digits here within 10"
        " minutes.",
        "A code is on its way if the number ending in {ending} takes our texts. Please type its 6 digits here within 10"
        " minutes.",
    ),
    "web_no_code": (
        "I can't text a code to that number. Please text us from your phone, and we'll go on there.",
        "Sorry, I can't send a code to that number. Text us from your phone instead, and we'll go on there.",
    ),
    "web_code_wrong": (
        "That code isn't right, or it's too old. Please check it, or give me your number again.",
        "That code doesn't work. Please check the latest text, or tell me your number again.",
    ),
    "web_code_lost": (
        "It can take a minute. If it doesn't come, give me your number again and I'll text a new code.",
        "Sometimes it takes a minute. If nothing comes, type your number again and I'll text a new code.",
    ),
    "web_number_wrong": (
        "That doesn't look like a whole phone number. Please type it with the area code, like 904 555 0123.",
        "I can't read that as a phone number. Please type all of it, with the area code, like 904 555 0123.",
    ),
    "web_why_number": (
        "So that nobody else can book, see or change anything under your number. Which one may I text the code to?",
        "It keeps others from booking or seeing anything under your number. Which one may I text the code to?",
    ),
    "web_other_phone": (
        "Any cell phone that gets texts will do, a friend's too. Without one I can tell you prices and times, but not"
        " book.",
        "You can use any cell phone near you that gets texts. Without one I can't book, but I can tell you prices and"
        " times.",
    ),
    "web_text_us": (
        "{owner} answers messages himself right now. Please text us from your phone, so that he can reach you.",
        "Right now {owner} answers himself. Please text us from your phone, so that he knows where to reach you.",
    ),
    "web_proved": (
        "Thanks, your number is confirmed. What can I do for you?",
        "Great, that's your number. How can I help?",
    ),
    "web_proved_asked": ("Thanks, your number is confirmed.", "Great, that's your number."),
    # --- texts that we send by ourselves: each is one SMS, and always the same
    "notice_confirmation": (
        "{shop}: {lead:visit} is booked for {lead:dated}{lead:fee}. To change it, text us here. Reply STOP for no more"
        " texts.",
    ),
    "notice_code": ("{shop}: {code} is your code for the chat on our website. Not you? Then do nothing.",),
    "notice_day_before": ("{shop}: a reminder that {lead:visit} is on {lead:dated}. To change it, text us here.",),
    "notice_two_hours_before": ("{shop}: {lead:visit} is coming up on {lead:dated}. Running late? Text us here.",),
    "notice_moved": ("{shop}: {lead:visit} is now on {lead:dated}. To change it, text us here.",),
    "notice_cancelled": ("{shop}: {lead:visit} on {lead:dated} is off our calendar. Not right? Text us here.",),
    "notice_ready": ("{shop}: your {lead:what} is done and ready for pick-up. Questions? Text us here.",),
    "notice_completed": ("{shop}: your {lead:what} is done. Thank you! Is something not right? Text us here.",),
    "notice_review": ("{shop}: thank you for coming to us! A short review would help us a lot: {url}",),
    "notice_closed": (
        "{shop}: sorry, we can't make {lead:visit} on {lead:dated} because we're closed then. Would {options:dated}"
        " work instead? Or tell me what suits you.",
    ),
    "notice_closed/no_options": (
        "{shop}: sorry, we can't make {lead:visit} on {lead:dated} because we're closed then. What other day and time"
        " would suit you?",
    ),
    "notice_kept": (
        "{shop}: good news, we can make {lead:visit} on {lead:dated} after all. It stands as booked. Text us here to"
        " change it.",
    ),
    "notice_answer_yes": ('{owner} says yes to your question: "{question}"',),
    "notice_answer_yes/no_question": ("{shop}: {owner} says yes to what you asked us on the phone.",),
    "notice_answer_no": ('{owner} says no, sorry. Your question was: "{question}"',),
    "notice_answer_no/no_question": ("{shop}: {owner} says no, sorry, to what you asked us on the phone.",),
    "notice_granted": (
        "Good news: {owner} says yes to {percent:percent} off. Text us a day and time to book with it.",
    ),
    "notice_granted_booked": ("Good news: {owner} says yes to {percent:percent} off. It's on your booking.",),
    "notice_granted_less": (
        "{owner} can't do {wanted:percent} off, but you can have {percent:percent} off. Text us a day and time to book "
        "with it.",
    ),
    "notice_granted_booked_less": (
        "{owner} can't do {wanted:percent} off, but you can have {percent:percent} off. It's on your booking.",
    ),
    "notice_not_granted": ("{owner} can't do {percent:percent} off, sorry.",),
    "notice_owner_says": ("{owner} says {words}",),
    "notice_owner_asks": ("{owner} asks {words}",),
    "notice_owner_quote": ("{owner} says: {words}",),
    "notice_unanswered": (
        "{owner} hasn't been able to answer you yet. Your question is still with him, and we'll text you as soon as "
        'he answers: "{question}"',
    ),
    "notice_unanswered/no_question": (
        "{shop}: {owner} hasn't been able to answer what you asked us on the phone yet. Your question is still with "
        "him, and we'll text you as soon as he answers.",
    ),
    "notice_unanswered_discount": (
        "{owner} hasn't been able to decide about {percent:percent} off yet. Your question is still with him, and "
        "we'll text you as soon as he answers.",
    ),
    "notice_missed_call": ("Sorry we missed you! This is {shop}. How can we help? Just text us here.",),
    # --- calls
    "call_greeting": (
        "Hi, this is {assistant}, the AI assistant at {shop}. Press zero for {owner} at any time. "
        f"{FOR_OTHERS} How can I help?",
        "Thanks for calling {shop}, I'm {assistant}, the AI assistant. Press zero for {owner}. "
        f"{FOR_OTHERS} What can I do for you?",
    ),
    "call_greeting_own": (
        f"{{text:brief}} This is {{assistant}}, the AI assistant. Press zero for {{owner}}. {FOR_OTHERS}",
        f"{{text:brief}} I'm {{assistant}}, the AI assistant. For {{owner}}, press zero. {FOR_OTHERS}",
    ),
    "call_not_heard": (
        "Sorry, I didn't hear anything. What can I do for you?",
        "Are you still there? How can I help?",
    ),
    "call_unclear": ("Sorry, I didn't catch that. Could you say it again?", "Sorry, could you repeat that?"),
    "call_silence": ("Sorry, I didn't hear anything.", "Are you still there?"),
    "call_missed": ("Sorry, I didn't catch that.", "Sorry, I missed that."),
    "call_yes_or_no": ("Sorry, was that a yes or a no?", "I didn't catch that. Yes or no?"),
    "call_keys": (
        "You can use the keypad. Press one for prices, two to book, three for your bookings, or zero for {owner}.",
        "Let's use the keypad. One for prices, two to book, three for your bookings, zero for {owner}.",
    ),
    "call_keys_times": (
        "{options:times}. Press one for the first, two for the second, and so on.",
        "{options:times}. On the keypad, that's one for the first, two for the second, and so on.",
    ),
    "call_who": (
        "This is {shop}, a phone repair shop, and I'm {assistant}, the AI assistant. How can I help?",
        "You've reached {shop}, a phone repair shop, and I'm {assistant}, the AI assistant. What can I do for you?",
    ),
    "call_anything_else": ("Is there anything else?", "Can I help with anything else?"),
    "call_keys_yes_or_no": ("Press one for yes, or two for no.", "Let's use the keypad. One for yes, two for no."),
    "call_goodbye": ("Thanks for calling. Goodbye!", "Thanks for your call. Bye!"),
    "call_goodbye_silent": (
        "I'm having trouble hearing you, so please text us at this number. Goodbye!",
        "I still can't make out what you're saying. You can text this number instead. Goodbye!",
    ),
    "call_goodbye_silent_no_text": (
        "I'm having trouble hearing you. Please call again any time. Goodbye!",
        "I still can't make out what you're saying. Please try again later. Goodbye!",
    ),
    "call_too_long": (
        "{owner} will take it from here and get back to you. Goodbye!",
        "I'll leave the rest to {owner}, who will get back to you. Goodbye!",
    ),
    "call_wait": ("One moment, please.", "Let me check that for you."),
    "call_ask_number": (
        "What number can we text? You can say it or key it in.",
        "Which number takes texts? Please say it or key it in.",
    ),
    "call_number_back": ("I have {number}. Is that right?", "That's {number}. Is that correct?"),
    "call_number_noted": (
        "Thanks, I've told {owner} to use that number. Is there anything else?",
        "Got it, {owner} has that number now. Can I help with anything else?",
    ),
    "call_waits": ("Sure, take your time.", "Of course, no rush."),
    "call_number_more": ("OK, and the rest of it?", "Go on, please. What comes next?"),
    "call_number_why": (
        "I need a number for this, because the confirmation goes there by text. Which one can I use?",
        "I can't set this up without one, because that's where the confirmation goes. Which number can I use?",
    ),
    "call_not_booked": (
        "All right, then nothing is booked. Is there anything else?",
        "OK, I haven't booked anything. Can I help with anything else?",
    ),
    "call_number_bad": (
        "That doesn't seem to be a number that I can text. Please say or key in all ten digits.",
        "I need all ten digits of the number. You can key them in.",
    ),
    "call_transfer": ("One moment, I'll try to reach {owner}.", "Let me see if {owner} can take your call."),
    "call_owner_busy": (
        "I can't put you through because {owner} is {status:doing} {until:until}, but I've told him you called. When"
        " should he call you back?",
        "{owner} is {status:doing} {until:until}, so I've told him you called. What's a good time for him to call?",
    ),
    "call_owner_busy/no_until": (
        "I can't put you through because {owner} is {status:doing}, but I've told him you called. When should he call"
        " you back?",
        "{owner} is {status:doing}, so I've told him you called. What's a good time for him to call?",
    ),
    "call_owner_closed": (
        "We're closed right now, so I can't put you through, but I've told {owner} you called. When should he call you"
        " back?",
        "The shop is closed, so I've told {owner} you called. What's a good time for him to call?",
    ),
    "call_limit": (
        "We can't take any more of your calls today, so please text us or call tomorrow. Goodbye!",
        "That's all the calls we can take today, so please text us or call tomorrow. Goodbye!",
    ),
    "call_not_taken": ("{owner} can't pick up right now.", "I couldn't reach {owner}."),
    "call_voicemail": (
        "Please leave a message after the tone. It will be recorded for {owner}. Press pound when you're done.",
        "After the tone, you can leave a recorded message for {owner}. Press pound to finish.",
    ),
    "call_voicemail_thanks": ("Thanks, {owner} will get your message. Goodbye!", "Got it, I'll tell {owner}. Goodbye!"),
    "call_whisper": (
        "A customer is calling {shop}. Press one to take the call.",
        "There is a customer on the line for {shop}. Press one to take the call.",
    ),
    "call_spanish": ("¿Prefieres hablar en español?", "¿Seguimos en español?"),
    "call_spanish_en": ("Would you rather speak English?", "Shall we speak English?"),
    "ask_call": ("Should {owner} call you {slot:read}?", "{owner} can call you {slot:read}. Is that right?"),
    # --- danger
    "safety": ("{text}", "Again, please: {text}"),
    "safety_again": (
        "Please don't charge it or press on it, and keep it away from people.",
        "Please stop using it, and leave it outside, away from people.",
    ),
    "danger_call": ("Should {owner} call you back?", "Do you want {owner} to call you?"),
    "danger_bring": (
        "I've told {owner}, and he decides when it can come in. Should he call you?",
        "{owner} knows, so please ask him before you bring it. Should he give you a call?",
    ),
    "emergency": ("Please call 911 right now.", "Call 911 right away, please."),
    "emergency_fire": ("Get everyone out and far away from it.", "Everyone should get out and stay away from it."),
    "emergency_burn": ("Get everyone away from it, too.", "Keep everyone away from it."),
    "emergency_swallowed": ("Don't wait, even if everything seems fine.", "Please don't wait for symptoms."),
    "emergency_called": ("Good. Do what they tell you, and stay safe.", "All right. Do as they say, and stay safe."),
    "emergency_over": ("I'm glad you're safe.", "Good, I'm glad that's over."),
    **english_owner.SENTENCES,
}

EAR: Mapping[str, Sequence[str]] = {
    "price_by_family": (
        "{label:Label} starts at {prices}.",
        "It depends on the phone. {label:Label} starts at {prices}.",
    ),
    "price_list": (
        "The price depends on the phone and the repair.",
        "It depends on what needs fixing, and on the phone.",
    ),
    "fact": ("{text}", "Once more. {text}"),
    "fact_unknown": (
        "I've asked {owner} about {topics:topic}. He's {status:doing} {until:until} and will text you after that.",
        "That's one for {owner}, and I've asked him about {topics:topic}. He's {status:doing} {until:until}, then"
        " he'll text you.",
    ),
    "bulletin": ("{text}", "Good to know. {text}"),
    "safety": ("{text}", "Once again. {text}"),
    "danger_call": ("Should he call you back?", "Do you want him to call you?"),
    "emergency": (
        "Please hang up and call nine one one right now.",
        "Hang up now, please, and call nine one one.",
    ),
    "no_walk_ins": (
        "Please don't come without an appointment. Nobody is at the shop {until:until}.",
        "We can't take walk-ins {until:until}, sorry.",
    ),
    "no_walk_ins/no_until": (
        "Please don't come without an appointment. There may be nobody at the shop.",
        "We can't take walk-ins right now, sorry.",
    ),
    "offer_day": ("{day} I have openings {options:times}. Which works for you?", "{day}, {options:times}. Which one?"),
    "offer_options": ("I have openings {options}. Which works for you?", "How about {options}?"),
    "offer_some": (
        "{day} I have several openings, say {options:times}. Which works for you?",
        "There are more {day}, but how about {options:times}?",
    ),
    "ask_which_time": ("Sure, which one, {options}?", "Which of these would you like, {options}?"),
    "ask_book": ("{jobs}, {slot:read}. Shall I book it?", "That's {jobs:a}, {slot:read}. Should I book it?"),
    "ask_book_priced": (
        "{jobs}, starting at {amount}, {slot:read}. Shall I book it?",
        "That's {jobs:a}, starting at {amount}, {slot:read}. Should I book it?",
    ),
    "ask_book/no_jobs": ("{slot:Read}. Shall I book it?", "That's {slot:read}. Should I book it?"),
    "ask_book_on_site": (
        "{slot:Read}, {owner} comes to {address} for {fee} on top of your {jobs}. Shall I book it?",
        "That's {slot:read}, {owner} coming to {address} for {fee} on top of your {jobs}. Should I book it?",
    ),
    "ask_book_on_site/no_address": (
        "{slot:Read}, {owner} comes to your place for {fee} on top of your {jobs}. Shall I book it?",
        "That's {slot:read}, {owner} coming to you for {fee} on top of your {jobs}. Should I book it?",
    ),
    "ask_book_on_site/no_jobs": (
        "{slot:Read}, {owner} comes to you for {fee} on top of the repair. Shall I book it?",
        "That's a visit {slot:read}, for {fee} on top of the repair. Should I book it?",
    ),
    "booked": (
        "You're booked for {lead:a}, {lead:when}. {lead:Cost}.",
        "All booked, {lead:a}, {lead:when}. {lead:Cost}.",
    ),
    "booked_too": (
        "I've also booked {lead:a}, {lead:when}. {lead:Cost}.",
        "And that's booked too, {lead:a}, {lead:when}. {lead:Cost}.",
    ),
    "booked_warranty": (
        "You're booked for {lead:a}, {lead:when}. {owner} will check it under the warranty.",
        "All booked, {lead:a}, {lead:when}. {owner} will look at it under the warranty.",
    ),
    "booked_on_site": (
        "You're booked, and {owner} will come to you {lead:when}. {lead:Cost}.",
        "All booked, {owner} is coming to your place {lead:when}. {lead:Cost}.",
    ),
    "booked_on_site/no_address": (
        "You're booked, and {owner} will come to you {lead:when}. {lead:Cost}.",
        "All booked, {owner} is coming to your place {lead:when}. {lead:Cost}.",
    ),
    "visit_set": (
        "Yes, {owner} will come to you {lead:when} for {lead:a}.",
        "That's right, {owner} is coming to your place {lead:when}.",
    ),
    "visit_set/no_address": (
        "Yes, {owner} will come to you {lead:when} for {lead:a}.",
        "That's right, {owner} is coming to your place {lead:when}.",
    ),
    "upsell_or_booking": (
        "Should I leave out just {item:the}, or cancel the whole appointment {lead:when}?",
        "Just checking. Is it only {item:the} you don't want, or the whole appointment?",
    ),
    "moved": (
        "Done, your {lead:what} is now {lead:when}. See you then!",
        "I've moved your {lead:what} to {lead:when}.",
    ),
    "cancelled": (
        "Your {lead:what} {lead:when} is cancelled. Call us any time to book again.",
        "Done, I've cancelled your {lead:what} {lead:when}.",
    ),
    "kept": ("OK, your {lead:what} stays {lead:when}.", "Nothing changed, your {lead:what} is still {lead:when}."),
    "ask_move": (
        "Your {lead:what} moves to {slot:read}. Shall I change it?",
        "So your {lead:what} would be {slot:read}. Shall I change it?",
    ),
    "ask_cancel": (
        "Your {lead:what}, {lead:read}. Shall I cancel it?",
        "That's your {lead:what}, {lead:read}. Do you want me to cancel it?",
    ),
    "ask_cancel_first": (
        "First your {lead:what}, {lead:read}. Shall I cancel it?",
        "Let's start with your {lead:what}, {lead:read}. Do you want me to cancel it?",
    ),
    "ask_cancel_next": (
        "And your {lead:what} {lead:when}, should I cancel that too?",
        "The next one is {lead:when}. Do you want that cancelled as well?",
    ),
    "ask_which_booking": (
        "Which one do you want to {action:do}, {leads:or}?",
        "You have more than one. Should I {action:do} {leads:or}?",
    ),
    "your_bookings": ("You have {leads}.", "I see {leads}."),
    "no_bookings": (
        "I don't see an open booking under this number.",
        "There's no open booking under the number you're calling from.",
    ),
    "booking_on_closed_day": (
        "I'm sorry, we're now closed {lead:when}, and {owner} knows. Want me to find you another time?",
        "We've had to close {lead:when}, sorry. Should I look for another time?",
    ),
    "how_to_change": (
        "You can change or cancel any time, just call or text us.",
        "If your plans change, just call or text us.",
    ),
    "already_cancelled": (
        "Your {lead:what} {lead:when} is already cancelled.",
        "That one was already cancelled.",
    ),
    "status_booked": ("Your {lead:what} is booked for {lead:when}.", "It's still on, {lead:when}."),
    "status_with_owner": (
        "Your {lead:what} is with {owner}, and he'll text you when it's ready.",
        "{owner} has your {lead:what} and will text you when it's done.",
    ),
    "status_ready": (
        "Your {lead:what} is done, and it's ready for you to pick up.",
        "Good news, your {lead:what} is done. You can come by and pick it up.",
    ),
    "status_finished": ("Your {lead:what} is finished.", "Good news, your {lead:what} is done."),
    "status_cancelled": ("Your {lead:what} {lead:when} was cancelled.", "It was cancelled, the one {lead:when}."),
    "status_missed": ("It looks like we missed you for your {lead:what} {lead:when}.", "We missed you {lead:when}."),
    "complaint_offer": (
        "{owner} will look at it under the warranty. Which works for you, {options}?",
        "{owner} will check it under the warranty. How about {options}?",
    ),
    "call_booked": ("{owner} will call you {lead:when}.", "Your call with {owner} is set for {lead:when}."),
    "take_your_time": ("No rush. Just call or text us when you know.", "Sure, take your time."),
    "robot": (
        "I'm {assistant}, an AI assistant. {owner} does the repairs, and I can pass on anything to him.",
        "You're talking to {assistant}, the shop's AI assistant. I can get a message to {owner}.",
    ),
    "spelled": ("It's spelled {name:spelled}.", "Once more, it's {name:spelled}."),
    "hear_you": ("Yes, I can hear you.", "I'm here, and I can hear you fine."),
    "all_set": ("You're all set for {lead:when}.", "Everything's ready for {lead:when}. See you then!"),
    "crisis": (
        "I'm so sorry you're going through this. If you might hurt yourself, please call nine eight eight, day or"
        " night.",
        "Please don't go through this alone. You can call nine eight eight at any time, day or night.",
    ),
}

# Words for values from a short list.
DOING: Mapping[str, str] = {
    "working": "at the bench",
    "gym": "at the gym",
    "driving": "on the road",
    "break": "on a break",
    "sleeping": "away",
    "custom": "busy",
}
ACTIONS: Mapping[str, str] = {"move": "move", "cancel": "cancel"}
# What the kinds of news are called that the owner can turn off.
NEWS: Mapping[str, str] = {
    "new": "new bookings",
    "moved": "changes",
    "cancelled": "cancellations",
    "callback": "callbacks",
    "call": "missed calls",
    "question": "questions",
    "opt_out": "opt-outs",
    "limit": "the budget",
    "digest": "the morning list",
}
FILES: Mapping[str, str] = {
    "video": "videos",
    "contact card": "contact cards",
    "PDF": "PDFs",
    "": "that file",
}
VISITS: Mapping[str, str] = {
    "appointment": "your appointment",
    "on_site": "our visit to you",
    "callback": "our call to you",
}
REPAIR, THAT = "repair", "that"
DEVICE, AND, OR, FOR = "phone", "and", "or", "for"
COST = "starts at {amount}"
COST_UNKNOWN = "{owner} confirms the price"
COST_VISIT = " plus {fee} for the visit"
COST_LESS = ", less your {percent}"
CALL = "call from {owner}"
# How a booking has ended, in the owner's lists.
ENDS: Mapping[str, str] = {"ready": "ready", "completed": "done", "no_show": "no-show"}
# How symbols are said, and what is said between numbers.
SYMBOLS: Mapping[str, str] = {
    "&": "and",
    "@": "at",
    "#": "number",
    "+": "plus",
    "=": "is",
    "%": "percent",
    "$": "dollars",
    "\u00b0": "degrees",
}
DOT, POINT, TO = "dot", "point", "to"
MORE = "{count} more"

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
""".split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def number(count: int, noun: str = "") -> str:
    """Return the number in words: "seventy-nine". It is the same before every noun."""
    if count < 20:
        return _ONES[count]
    if count < 100:
        tens, ones = divmod(count, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    base, name = (1000, "thousand") if count >= 1000 else (100, "hundred")
    many, rest = divmod(count, base)
    return f"{number(many)} {name}" + (f" {number(rest)}" if rest else "")


def counted(count: int) -> str:
    """Return the number as it is counted, in words."""
    return number(count)


def four_digits(count: int) -> str:
    """Return a number of four digits as a year or the number of a house is said: "eighty-four ten"."""
    hundreds, rest = divmod(count, 100)
    if not hundreds % 10:
        return number(count)
    return f"{number(hundreds)} {'hundred' if not rest else f'oh {number(rest)}' if rest < 10 else number(rest)}"


def month_day(month: int, day: int) -> str:
    """Return the date: "February fourteenth"."""
    return f"{date(2000, month, 1):%B} {ordinal(day)}"


def ordinal(count: int) -> str:
    """Return the ordinal number in words: "twenty-first"."""
    *before, last = number(count).split("-")
    last = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return "-".join([*before, last])


def day_said(day: date, today: date, *, ear: bool = False) -> str:
    """Return the day: "today", "tomorrow", "Sat, Feb 14", "Saturday, February fourteenth"."""
    said = day_label(day, today)
    return said if not ear or said in ("today", "tomorrow") else f"{day:%A, %B} {ordinal(day.day)}"


def full_day(day: date, today: date) -> str:
    """Return the day in words that are still clear on another day: "tomorrow (Wed, Feb 11)"."""
    said = day_label(day, today)
    return f"{said} ({day:%a, %b} {day.day})" if said in ("today", "tomorrow") else said


def both_days(day: date, today: date) -> str:
    """Return the day with its weekday, to be heard: "tomorrow, Wednesday", "Saturday, February fourteenth"."""
    said = day_said(day, today, ear=True)
    return f"{said}, {day:%A}" if said in ("today", "tomorrow") else said


def weekday(day: date, today: date, *, ear: bool = False) -> str:
    """Return the day of one of several options: "tomorrow", "Tue", "Tuesday"; with its date from a week ahead."""
    if not timedelta(days=1) < day - today < timedelta(days=7):
        return day_said(day, today, ear=ear)
    return f"{day:%A}" if ear else f"{day:%a}"


def clock(at: time, *, ear: bool = False, bare: bool = False) -> str:
    """Return the time: "2:00 PM", "two in the afternoon", or "two" if it is `bare`."""
    if not ear:
        return time_label(at)
    if at in (time(), time(12)):
        return "noon" if at.hour else "midnight"
    minutes = "" if not at.minute else f" oh {number(at.minute)}" if at.minute < 10 else f" {number(at.minute)}"
    said = f"{number(at.hour % 12 or 12)}{minutes}"
    evening = "in the evening" if at.hour < 21 else "at night"
    part = "in the morning" if at.hour < 12 else "in the afternoon" if at.hour < 18 else evening
    return said if bare else f"{said} {part}"


def the_clock(at: time, *, ear: bool = False, bare: bool = False) -> str:
    """Return the time with its article; English has none."""
    return clock(at, ear=ear, bare=bare)


def at_clock(at: time, *, ear: bool = False, bare: bool = False) -> str:
    """Return when something happens: "at 2:00 PM"."""
    return f"at {clock(at, ear=ear, bare=bare)}"


def until(said: str) -> str:
    """Return until when something lasts: "until Tue, Dec 1"."""
    return f"until {said}"


def window(first: time | None, last: time | None, *, is_after: bool, is_before: bool, ear: bool) -> str:
    """Return the window: "after 2:00 PM" if it excludes 2:00 PM itself, else "from 2:00 PM on"."""
    start, end = (at and clock(at, ear=ear) for at in (first, last))
    if start and end:
        return f"between {start} and {end}"
    if start:
        return f"after {start}" if is_after else f"from {start} on"
    return f"{'before' if is_before else 'by'} {end}" if end else ""


def money(dollars: float, *, ear: bool = False) -> str:
    """Return the amount: "$79", "seventy-nine dollars"."""
    whole, cents = divmod(round(dollars * 100), 100)
    if not ear:
        return f"${whole}.{cents:02d}" if cents else f"${whole}"
    said = f"{number(whole)} dollar{'s' * (whole != 1)}"
    return f"{said} and {number(cents)} cents" if cents else said


def percent(share: float, *, ear: bool = False) -> str:
    """Return the percentage: "10%", "ten percent"."""
    if not ear:
        return f"{share:g}%"
    whole, _, fraction = f"{share:g}".partition(".")
    point = "".join(f" {number(int(digit))}" for digit in fraction)
    return f"{number(int(whole))}{' point' * bool(fraction)}{point} percent"


# Letters whose names begin with a vowel, and words that only look as if they did.
_LETTERS_WITH_AN = "AEFHILMNORSX"
_LIKE_CONSONANTS = ("One", "one", "Eu", "eu", "US", "UV", "Uni", "universal", "use")


def a(label: str) -> str:
    """Return the label with its article, by sound: "an iPhone 13", "a OnePlus", "an S24", "a USB port"."""
    word = label.partition(" ")[0]
    if word[:1] in _LETTERS_WITH_AN and not word[1:2].islower():
        return f"an {label}"
    is_vowel = word[:1].lower() in "aeiou" and not word.startswith(_LIKE_CONSONANTS)
    return f"{'an' if is_vowel or word in ('8', '11', '18', 'Xbox', 'Xperia') else 'a'} {label}"


def of_device(labels: str, device: str) -> str:
    """Return what is done to the device: "iPhone 13 screen repair"."""
    return f"{device} {labels}" if device else labels


def the(label: str) -> str:
    """Return the label with its definite article."""
    return f"the {label}"


def of(said: str) -> str:
    """Return the moment as the one that something belongs to."""
    return f"of {said}"
