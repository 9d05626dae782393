"""How the owner words his commands, in English and Spanish, as data.

A form is a whole text: words as they are typed, without punctuation, accents and apostrophes. "(a|b c)" is one of
several, "[a|b]" may be missing, "?" is a question mark, "{we}" is one of the words that several forms share (WORDS),
and a word in capitals is a part that `reading` reads by its name: an end, a booking, days and hours, a customer, a
repair, an amount.
"""

from collections.abc import Sequence
from typing import NamedTuple

from linda.models import Language
from linda.owner.command import NEXT, Command
from linda.responses.compose import say


class Row(NamedTuple):
    """A command and the forms that ask for it, one a line; `end` is when its status ends if the text does not say."""

    command: Command
    forms: str
    language: Language = "en"
    end: str = ""


WORDS = {
    "move": "move|reschedule|resched|switch|push|change|bump|shift|slide|put|get|rebook|bring|pull|transfer",
    "we": (
        "im|i am|we are|were|well be|ill be|shop|the shop|shop is|the shop is|gonna be|im gonna be|were gonna be|"
        "we|shops|we will be|i will be|shop will be|we gonna be|will be|shop closes|store|the store"
    ),
    "must": (
        "gotta|i gotta|we gotta|i have to|have to|need to|i need to|we need to|im gonna|were gonna|we gonna|ill|well|"
        "i will|we will|got to|im|i am|were|we are|we have to|i got to|gonna have to|im gonna have to|gonna"
    ),
    "wont": (
        "wont be|i wont be|we wont be|not gonna be|im not gonna be|were not gonna be|cant be|i cant be|not|im not|"
        "were not|we are not|i am not|i will not be"
    ),
    "reason": (
        "(for|because of|cause of|bc of|due to|on account of) [the|a|my|our|some] (holiday|holidays|vacation|"
        "family vacation|funeral|wedding|family emergency|emergency|family|maintenance|inventory|hurricane|storm|"
        "weather|snow|rain|doctors appointment|appointment|dentist|surgery|birthday|personal day|sick day|"
        "mental health day|trip|renovations|repairs|thanksgiving|christmas|xmas|new years|easter|game)|"
        "family emergency|family stuff|[im] sick|vacation|im on vacation|out of town|[kids] (dr|doctors|"
        "doctor|dentist) "
        "(appt|appointment)|dentist|doctor|funeral|wedding|holiday|inspection|court|court date|jury duty"
    ),
    "motivo": (
        "por [un|una|la|el|las|los|mis] (vacaciones|emergencia|funeral|boda|familia|enfermedad|inventario|tormenta|"
        "huracan|lluvia|cita|cumpleanos|fiestas|dias feriados|feriado)"
    ),
    "phone": "phone|phones|iphone|device|ipad|tablet|screen|cell|repair|samsung|galaxy|laptop",
    "ready": (
        "ready|rdy|ready for pickup|ready for pick up|ready to go|ready to pick up|ready to be picked up|"
        "ready 4 pickup|good to go|all set"
    ),
    "what": "what do i have|what have i got|what do i got|what do we have|what do we got|what we got|what we have|"
    "what i got|what i have|whats|what is|whats on|anything|anybody|anyone|who we got|who i got|who i have|"
    "who do we have|got anything|do i have anything|do we have anything|what does",
    "things": "bookings|appointments|appts|appt|jobs|repairs|customers|people|phones|appointment|booking|screens|folks",
    "from_now": "now|from now on|starting today|starting now|as of today|today on|from today|going forward",
    "for_good": (
        "till i say so|until i say so|till i tell you|until i tell you|until further notice|for now|right now|now"
    ),
}

# What he may be doing while he is away, by the status that it is; all of the words that say so must be among these.
# "Back at 4" and "till 4" are what makes it one.
AWAY = {
    "driving": "driving|drive|road|traffic|car|truck|otw|omw|on my way|commute|highway|95|manejando|trafico|carretera",
    "gym": (
        "gym|gimnasio|gim|workout|working out|lifting|training|crossfit|cardio|treadmill|yoga|pumping iron|"
        "planet fitness|pool|basketball"
    ),
    "break": (
        "lunch|eating|food|dinner|breakfast|brunch|coffee|starbucks|snack|nap|break|eat|bite|"
        "something to eat|mcdonalds|"
        "wawa|publix|comer|comida|almuerzo|lonche|cafe|siesta|descanso|comiendo|smoke|smoke break|drink|sandwich|tacos|"
        "pizza|shower|bbq|burger|chipotle|subway|grub"
    ),
    "custom": (
        "errand|errands|mandado|mandados|dentist|dentista|doctor|doctors|dr|drs|doc|meeting|bank|banco|store|supplier|"
        "suppliers|parts|part|airport|dmv|school|escuela|church|iglesia|barber|haircut|court|post office|ups|"
        "fedex|usps|"
        "home depot|lowes|walmart|costco|target|best buy|autozone|mechanic|vet|dog|kid|kids|daughter|"
        "daughters|son|sons|"
        "wife|wifes|mom|moms|dad|girlfriend|hijo|hija|hijos|ninos|esposa|mama|house|home|pickup|laundry|"
        "funeral|wedding|"
        "hospital|er|urgent care|class|zoom|call|phone call|conference call|customer|customers|client|"
        "clients|someone|delivery|game|"
        "job|job site|jobsite|on site|onsite|repair|big repair|warehouse|gas|gas station|bathroom|walk|run|jog|beach|"
        "pharmacy|cvs|walgreens|grocery|groceries|package|packages|inspection|parent teacher|practice|soccer|"
        "appointment|"
        "appt|interview|out|away|busy|gone|tied up|slammed|phone|phones|board|fuera|ocupado|afuera|reunion|cliente"
    ),
}
# Words between those, which alone say nothing.
BESIDE_AWAY = (
    "im|i am|ill be|i will be|be|gonna be|gonna|gotta|i gotta|need to|i need to|have to|i have to|going to|going|go|"
    "gone to|went to|heading|headed|heading over|head|off|at|in|on|to|the|a|an|my|some|real quick|quick|rn|now|from|"
    "get|getting|grab|grabbing|take|taking|taking care of|having|have|got|picking up|pick up|picking|dropping off|"
    "dropping|drop off|dropping my|doing|running|run|running to|stopping by|stopping at|stop by|stepping|stepped|step|"
    "ran to|ran|stuck|in the middle of|with|over|up|by|work|another|for|working on|finishing|"
    "finishing up|fixing|doctors|"
    "meeting with|waiting on|and|then|so|just|lil|little|voy|ando|estoy|estare|al|a|la|el|en|con|un|una|por|de|mi|mis|"
    "los|las|buscar|buscando|recogiendo|recoger|llevar|llevando|comprando|comprar|haciendo|unos|unas|salgo|sali"
)

# If two rows fit, the first one counts.
ROWS: Sequence[Row] = (
    # The state.
    Row(
        Command("status", status="gym"),
        """
        [im|i am|ill be|be|im gonna be|gonna be] [at|in|@|going|going to|heading to|headed to|hitting|off to|\
out at] [the] gym [now|rn|time] \
[UNTIL]
        [im] (working out|lifting) [now|rn] [UNTIL]
        """,
    ),
    Row(
        Command("status", status="driving"),
        """
        [im|i am] (driving|on the road|in the car|in traffic|stuck in traffic|driving home) [now|rn] [UNTIL]
        """,
    ),
    Row(
        Command("status", status="break"),
        """
        [im] [on|at|taking|grabbing|going to|getting|having|out to] [my|a] (lunch|break|lunch break|dinner|\
lunchbreak) \
[now|rn|time] [UNTIL]
        [im] (eating|brb|taking five|afk) [now|rn] [UNTIL]
        [im] [on|at|taking|grabbing|getting|having] (lunch|break) brb
        """,
    ),
    Row(
        Command("status", status="custom"),
        """
        [im|i am|ill be] (out|away|busy|gone|unavailable|out of the shop|not at the shop|stepping out|stepped out) \
[now] UNTIL
        [im|i am|ill be] [with|helping] (a customer|customer|a client) [now] UNTIL
        [im|i am|ill be] [at|in] [the|a|my] (meeting|dentist|doctor|doctors|bank|store|post office|church|school|\
dmv|barber) \
[now] UNTIL
        [im] [running|doing] (errands|errand|an errand) [now] UNTIL
        [im|i am|gotta|i gotta] (otw|on my way|running|run|going|go|heading|headed) to [the|my|a] (supplier|parts \
store|store|bank|post office|dentist|doctor|dmv|barber|ups|fedex) [now|rn] UNTIL
        [im] (picking up parts|getting parts|picking up [the|my] (kids|kid)|getting food|[out] on a job|\
on site) [now] UNTIL
        [ill|i will|will|gonna|im] [be] BACK
        {wont} (in|here|back|available|at the shop|in the shop|free) UNTIL
        """,
    ),
    Row(
        Command("status", status="driving"),
        """
        [im|i am] (otw|omw|on my way|on the way) [back|to the shop|to work|in] UNTIL
        """,
    ),
    Row(
        Command("status", status="working"),
        """
        [im|i am|we are|we|were|shop|shops|the shop|shop is|the shop is] (open|open now|back|back now|back open|\
open again|available|available now) \
[again]
        [im|i am] [back] (at the shop|at work|in the shop|working) [now|again]
        [im|i am] back from [the|my|a] (gym|lunch|break|lunch break|store|bank|meeting|errands|dentist|doctor)
        [im|i am] done (driving|eating|at the gym|with lunch|with my break)
        (reopened|opened up|opened back up|open up|reopen|open the shop|open for business|open back up|back to work|\
we open)
        """,
    ),
    Row(
        Command("status", status="sleeping"),
        """
        [im] [going to|headed to|heading to|off to|in|hitting|hitting the|gonna] (sleep|bed|sleeping|asleep|off duty|\
sack|hay|\
crash|crashing|knocked out|go to bed|go to sleep) [now|rn] [UNTIL]
        """,
    ),
    Row(
        Command("status", status="sleeping"),
        """
        [im|i am|we are|were] (done|off|finished|closing up|closed up|out|gone|heading out|headed out|heading home|\
going home|headed home|shutting down|locking up|clocked out|wrapping up) (for|4) (today|the day|the night|tonight)
        [im] (calling it a (day|night)|(knocking off|clocking out) for the (day|night))
        [im|i am|were] done (working|with work|fixing phones|seeing people) (for|4) (today|the day|tonight)
        (thats it|thats a wrap|im calling it|wrapping it up|shutting it down|packing it up) (for|4) (today|the day)
        """,
        end="overnight",
    ),
    # Closed times.
    Row(
        Command("closed"),
        """
        [{we}|{must}] (closed|close|closing|not open|shut|shut down|shutting down|close up|closing up|closing down|\
close down|closing shop|closing up shop|close up shop|close shop|closing the shop|close the shop|be closed) \
[on|for] [the holidays|the holiday|vacation] SPAN [{reason}]
        [on] DAYS [{we}|{must}] (close|closing|closed|closing up|closing down|shutting down|close up|be closed) \
[early] HOURS [{reason}]
        (we|i|shop|store) (close|closes|are closing|am closing|is closing) [early] [on|for] SPAN [{reason}]
        [{we}] closed [for the day|for today|the rest of the day|rest of the day]
        [{must}] (taking|take) SPAN off [{reason}]
        [{must}] (taking off|take off) SPAN [{reason}]
        [{must}] (taking|take|taking the) (day|a day|the day|a personal day) off DAYS [{reason}]
        [{we}] (off|out of the shop|out of the office|not at the shop|not working|not in|on vacation|vacation|out|\
away|out of town|out sick|sick|on leave|traveling|\
not opening|not opening up|not coming in) [on] DAYS [{reason}]
        [(im|i am) sick|sick] ({wont}|cant|i cant|wont|i wont|we wont) (in|open|working|at the shop|here|available|\
come in|\
coming in|opening|open up|work|make it in) [at all] [on] DAYS [{reason}]
        no (appointments|bookings|customers|work|appts|one|walk ins) [on] SPAN
        close [the|my] shop [on] SPAN
        (day|days) off [on] DAYS
        [on] DAYS (off|closed)
        [on] DAYS [{we}] (off|closed|out|not working|not open|not opening) [{reason}]
        (dont|do not) (schedule|book) (anything|anyone|anybody|me|nothing|any appointments) [for|on] DAYS
        [{we}|{must}] (opening|open|start|starting) (late|later) OPENS
        [im|i|we|were] (wont open|not opening|wont be open|wont be in|not open|wont start) OPENS
        (late start|late opening) OPENS
        """,
    ),
    Row(
        Command("closed", is_on=False),
        """
        [{we}] (open|open again|back open|reopen|reopening|working|not closed|unclose|open up|gonna be open|opening|\
open back up) \
[on] OPENED [after all|again|actually|now|instead]
        (remove|delete|drop|undo|cancel|clear|lift) DAYS (closure|closing)
        (remove|delete|drop|undo|cancel|clear|lift) [the|that|my] (closure|closing|day off) [on|for|of] OPENED
        [we|i] (can|will|am going to) (open|work|be open|be in) [on] OPENED [after all|again|actually|now|instead]
        """,
    ),
    Row(
        Command("block"),
        """
        (block|block off|block out|blok|bloc|block me off|block me out|block me) [for|from|on] SPAN [{reason}]
        (dont|do not|stop) (schedule|book|booking|scheduling|take|taking) (anything|anyone|anybody|me|nothing|\
any appointments|appointments|any bookings|bookings|any) [for|on|at|from] SPAN
        (no|no more) (appointments|appts|bookings|jobs) [for|on|at|from] SPAN
        (stop booking|stop scheduling|no more bookings|no more appts|no more appointments) [for|on|at] SPAN
        (dont|do not|stop) (schedule|book|take|booking|scheduling|taking) [any|any more|more] ({things}|walk ins|new \
customers) \
[for|on|at|from] SPAN
        """,
    ),
    Row(Command("block", is_on=False), "(unblock|un block|free up|open up|release|unblok|open back up) SPAN"),
    # The bulletin, prices and stock.
    Row(
        Command("bulletin", is_on=False),
        """
        (no|end|clear|remove|delete|drop|kill|stop|take down|take off|turn off|get rid of) [the|todays|my|\
that] (special|specials|bulletin|promo|promotion) [today|\
anymore|now]
        (take|turn) [the|that|my] (special|specials|bulletin|promo) (down|off)
        [the|todays] (special|specials|bulletin|promo) [is|are] (off|over|done|gone|ended)
        no more (special|specials|promo)
        cancel [the|my|todays] (special|specials|promo|promotion)
        """,
    ),
    Row(
        Command("bulletin"),
        """
        [new|todays|set|run|run a|running a|were running a|put up a|post a|add a|start a|doing a|the new|a|\
put out a] \
[new] (special|specials|bulletin|promo|promotion|announcement|sale) [today|is|for|on] NEWS
        (new|todays) deal [is] NEWS
        """,
    ),
    Row(
        Command("price"),
        """
        WHAT (is|are|cost|costs|=|went up to|go up to|went down to|going up to|now at|are going to|r) [now|only|just|\
gonna be|going to be|at] AMOUNT [{from_now}]
        WHAT [now|price|to|for|up to|down to|prices] [now] AMOUNT [{from_now}]
        WHAT [repair|repairs|replacement] (is|are) [now] AMOUNT (for|on) [the|an] DEVICE [{from_now}]
        [the] [new] price (of|for|on) WHAT [is|to] [now] AMOUNT [now]
        (change|set|make|put|raise|lower|drop|bump|update|up|bring) [the] [price of|price for|price on] WHAT [price|\
prices] [up|down] (to|at|=) AMOUNT [{from_now}]
        (make|set|put) [the] [price of|price for] WHAT [price|prices] AMOUNT [{from_now}]
        [im|were|we|i] (charge|new price|charging) AMOUNT for WHAT [{from_now}]
        AMOUNT [{from_now}] (for|on) [all] WHAT [{from_now}]
        """,
    ),
    Row(
        Command("price", refused=say("line_price_how")),
        """
        WHAT [price|prices] [are|is] [went|going|go] (up|down) [by] CHANGE [{from_now}]
        (raise|lower|drop|bump|up|increase|cut|reduce|bring) [the|all] [price of|price for|price on] WHAT [price|\
prices] [up|down] [by] CHANGE [{from_now}]
        WHAT [are|is] CHANGE (more|less|cheaper|higher|extra) [{from_now}]
        (add|take|knock|put) CHANGE (to|off|on|onto|on top of) [all|the] [price of] WHAT [{from_now}]
        """,
    ),
    Row(
        Command("out_of_stock"),
        """
        [im|i am|we are|were|ran|we ran|i ran|all] (out of|outta) [any|the] WHAT [LACKING]
        [i|we] (no more|no|aint got no|aint got|used the last of the|used the last|used up the|used up|\
used up all the|got no|have no|sold out of|dont have|dont have any) WHAT [left] [LACKING]
        [were|im] sold out of WHAT [LACKING]
        WHAT [is|are] (out of stock|sold out|out|gone|on backorder|backordered) [LACKING]
        """,
    ),
    Row(
        Command("out_of_stock", is_on=False),
        """
        (back in stock|in stock|restocked|restocked on|got more|we got|we got more|in stock again|got|i got|we have|\
got in|\
just got|got my|have) [the|more|some|new|my] WHAT [in|again|now|back in|in stock|back in stock|in today]
        WHAT [is|are] [back] (in stock|back|in|restocked|available|in again|in now) [again|now]
        [im|were] [back] (stocked|stocked up) on WHAT
        not out of WHAT [anymore]
        we have WHAT again
        WHAT [just|finally] (came in|came back in|arrived|got here|showed up|are here|got in) [today]
        """,
    ),
    Row(
        Command("discount_cap"),
        """
        [set] [the|my] (max discount|maximum discount|discount max|discount cap|discount limit|max disc) [is|to|at|\
of|now] PERCENT \
[off|percent] [now]
        (cap|limit) [the] discounts (at|to) PERCENT [percent]
        max PERCENT [percent] off
        (discount|discounts) PERCENT [percent] max
        [no] (discount|discounts) (max|max of|max is|maxed at|max at|over|above|more than|past|higher than|capped at) \
PERCENT [percent]
        (dont go over|no more than|dont give more than|never more than) PERCENT [percent] (discount|off)
        (discounts|discount) up to PERCENT [percent]
        (you can|can|linda can) (go|give|offer) [up] to PERCENT [percent] (off|discount)
        PERCENT [percent] (is the max|max|tops|is max) [off|discount|on discounts]
        """,
    ),
    Row(Command("discount_cap", amount=0), "(no more discounts|dont give discounts|stop giving discounts)"),
    # Switches.
    Row(
        Command("answering", text="sms", is_on=False),
        """
        (stop answering|dont answer|do not answer|quit answering|stop replying to|stop responding to|\
dont reply to|dont respond to) \
[my|the|any] [texts|messages|sms|customers|text|text messages]
        [linda] (stop answering|be quiet|stop texting customers|pause texts|stop replying|stop responding|\
stop texting \
people|quit answering|go quiet|go silent|shut up) [{for_good}]
        (turn off|shut off|pause) (auto replies|replies|texts|auto reply|the replies|answering)
        """,
    ),
    Row(
        Command("answering", text="calls", is_on=False),
        """
        (stop answering|dont answer|do not answer|quit answering|stop taking|stop picking up) [my|the|any] (calls|\
phone|phone calls)
        """,
    ),
    Row(
        Command("answering", text="both", is_on=False),
        """
        (stop answering|dont answer|do not answer) (everything|anything|anyone|anybody|texts and calls|calls and \
texts|all)
        """,
    ),
    Row(
        Command("answering", text="sms"),
        """
        [you can] (answer|start answering|answering|reply to|respond to|start replying to) [my|the] [texts|messages|\
sms|\
customers] again
        (start answering|start replying|resume answering) [my|the] [texts|messages|sms|customers]
        answer [my|the] (texts|messages|sms)
        (you can|you may|ok to|go ahead and) (answer|start answering|reply|respond|talk|text) [again|now|again now]
        [linda] (start replying|start responding|start talking|start texting|reply|respond) [again] [now]
        (turn on|turn back on|unpause) (auto replies|replies|texts|auto reply|the replies|answering)
        """,
    ),
    Row(
        Command("answering", text="calls"),
        """
        (you can|you may|ok to|go ahead and) (answer|take|pick up) [my|the] (calls|phone|phone calls) [again|now]
        (answer|start answering|take|pick up) [my|the] (calls|phone|phone calls) [again]
        """,
    ),
    Row(
        Command("answering", text="both"),
        """
        (answer|start answering) (everything|everyone|texts and calls|calls and texts|all) [again]
        """,
    ),
    Row(
        Command("telling", is_on=False),
        """
        (mute|silence|turn off) [the|my|all] TOPIC
        turn [the|my|all] TOPIC off
        (stop|dont|do not|quit) (telling|texting|bugging|tell|text|bug|notifying|notify|messaging) me (about|of|\
with|for) \
[the|any|every] TOPIC
        no more TOPIC
        """,
    ),
    Row(
        Command("telling"),
        """
        (unmute|turn on|turn back on) [the|my|all] TOPIC [again]
        turn [the|my|all] TOPIC (back on|on) [again]
        (tell|text|notify) me (again about|about) [the|any|every] TOPIC [again]
        start telling me about TOPIC [again]
        """,
    ),
    # Bookings.
    Row(
        Command("cancel"),
        """
        (cancel|cancell|cancle|drop|scratch|delete|cx|cxl|cancl|call off|remove|canx) BOOKING [from (the|\
my) (schedule|\
calendar|books)]
        (take|get) BOOKING off [of] (the|my) (schedule|books|calendar|list)
        """,
    ),
    Row(
        Command("move"),
        """
        ({move}) BOOKING [back|up|over|down|out|in] (to|for|until) THERE
        ({move}) BOOKING [back|up|over|down|out|in] (at|on) THERE
        (move|reschedule|switch|push|change|bump) BOOKING 2 THERE
        """,
    ),
    Row(
        Command("no_show"),
        """
        [no call] (no show|noshow|noshowed|no showed) [for|by|at] BOOKING
        BOOKING [was a|is a|a] (no call no show|no show|noshow|no showed|noshowed)
        BOOKING (didnt|did not|never|dident) (show|showed|come|came|show up|showed up|make it|come in|came in|came by)
        BOOKING (ghosted|ghosted me|stood me up|flaked|flaked on me|bailed on me|ns|nsh)
        """,
    ),
    Row(
        Command("ready"),
        """
        (ready|rdy) [for] BOOKING [{phone}] [[for] (pickup|pick up)]
        [the] ({phone}) [is] ready for BOOKING
        (ready for pickup|ready to pick up|ready for pick up|pickup ready|pickup ready for) BOOKING
        BOOKING [{phone}] [is] [all] ({ready})
        BOOKING can (pick up|come get|come for|come by for|come get it|pick it up|come pick up|come pick it up|get \
it) [his|her|the|their] [{phone}]
        (tell|let|text) BOOKING [know] [that] (his|her|the|their|hes|shes|its|it) [{phone}] [is|are] [all] ({ready}|\
done|fixed)
        (tell|let|text) BOOKING [know] [that] (he|she|they) can (pick up|come get|pick it up|come get it|get) [his|\
her|\
the|their] [{phone}] [up]
        """,
    ),
    Row(
        Command("done"),
        """
        (done|finished|completed|complete|picked up|finish|wrapped up|knocked out|mark complete|all done) [with|\
w] BOOKING [{phone}]
        BOOKING [{phone}] [is|was|has been] [all] (done|finished|completed|picked up|complete)
        BOOKING [came and] (picked up|got) (his|her|the|their) [{phone}]
        mark BOOKING [as] (done|complete|completed|finished|picked up)
        BOOKING picked (his|her|the|their) (phone|iphone|device|ipad|tablet) up
        (all done with|i finished|i just finished|just finished) BOOKING [phone|iphone|device|ipad|tablet]
        """,
    ),
    # What he asks about.
    Row(
        Command("agenda"),
        """
        LISTED ?
        BARE
        ({what}) [on|for|up|booked|scheduled|going on|coming|coming in|in] [for|on] [the schedule|the books|\
tap] [for] LISTED \
[look like|looking like|looking] [?]
        (whats|hows|how is|what is) [my|the] (schedule|day|calendar|agenda|week) [look|looking|look like|\
looking like] [for|on] LISTED [?]
        how (busy|full|slammed|booked|booked up) (am i|are we|is|is it) LISTED [?]
        (am i|are we) (busy|free|booked|slammed|full) LISTED [?]
        (how does|hows) LISTED (look|looking|look like) [?]
        (who do i have|whos coming|whos coming in|who is coming|who comes|whos on|whos booked|who is booked) [for|\
on] LISTED [?]
        [show|list|get|see|my|the|give me] [me] [my|the] (schedule|bookings|appointments|appts|agenda|calendar|\
jobs) [for|on] LISTED [?]
        (what time is|when is|whens|whats|who is|whos) [my|the] (first|next|last) (appt|appointment|one|job|customer|\
booking) \
[on] LISTED [?]
        (list|show me|gimme|give me|lemme see|let me see|check) LISTED [?]
        (whats|what is|anything) on [my|the] (schedule|calendar|books|agenda) [for|on] LISTED [?]
        [show] [my] LISTED (schedule|bookings|appointments|appts|agenda|calendar|jobs|lineup) [?]
        """,
    ),
    Row(
        Command("agenda"),
        """
        [show|whats] [me] [my|the] (schedule|agenda|appointments|appts|my day|bookings|calendar) [?]
        [whats|who is|whos|when is|whens] [my|the] next (appt|appointment|one|job|customer|booking|up) [?]
        (whos|who is|whats|what is) (next|up next) [?]
        (whats|hows) [my|the] (schedule|day) [look|looking] [like] [?]
        (what time is|when is|whens|whats|who is|whos) [my|the] (first|next|last) (appt|appointment|one|job|customer|\
booking) [today] [?]
        """,
        end="today",
    ),
    Row(
        Command("agenda"),
        "(what does|how does|hows|whats) (my|the) week (look|looking|look like|looking like) [?]",
        end="this week",
    ),
    Row(
        Command("leads"),
        """
        [any|show|list|whats|my|the|got any|show me|show me the|give me the|list the|what are the|do we have any|\
did we get any] [new|latest|open|the|my|newest|recent] leads [today|yet|now] [?]
        (whats new today|anything new today|whats new|anything new|who wrote|who called|any new customers|new \
customers|new lead|who hit us up|\
who texted|who texted today|who called today|anyone new|anybody new) [?]
        """,
    ),
    Row(
        Command("booked_how_much"),
        """
        how much [money] (did we|did i|have we|have i|we|i|do we have|are we|is|was|got|was|do i have) \
(book|booked|make|made|earn|earned|sell|sold|bring in|take in) [in] [for|so far] PERIOD [so far] [?]
        how (much|many) [is|was|are] booked [for|in] PERIOD [so far] [?]
        how many [{things}] (did we|did i|have we|do we have|do i have|we|i|are|do we|do i|have i|we got|i got|\
are we|\
were) [book|booked|done|do|did|have|got|fix|fixed|get|scheduled|finish|complete|completed|there|\
on] [{things}] [in] [for|on] PERIOD \
[so far] [?]
        how many [{things}] [booked|scheduled|coming|coming in|got booked] [for|on] PERIOD [so far] [?]
        how much PERIOD [so far] [?]
        [whats|what is|what was] [the|our|my] (revenue|sales|income|total|earnings|booked total|bookings total|money|\
numbers) \
[for] PERIOD [so far] [?]
        booked PERIOD [so far] ?
        what did (we|i) (book|make|earn) PERIOD [?]
        how did we do PERIOD [?]
        how [are] we doing PERIOD [?]
        (whats|what is|what was|hows) [the|our|my] (revenue|sales|income|total|take|money|numbers) [look like|\
looking|\
looking like] [for] PERIOD [?]
        """,
    ),
    Row(
        Command("booked_how_much"),
        """
        how much [money] (did we|did i|have we|we|i) (make|made|book|booked|earn|earned|bring in|take in) [so far] [?]
        how many (did we|did i|have we|we) (book|booked|do|done) [so far] [?]
        """,
        end="today",
    ),
    # Customers whom he writes with himself.
    Row(
        Command("take"),
        """
        (take|take over|takeover) WHO
        (ill|i will|i wanna|i want to|im gonna|let me|lemme|i got|ima) (take|handle|take over|talk to|talk with|text|\
deal with|\
take care of|speak to|take over with|take over for|get) WHO [myself|from here]
        i got WHO [from here]
        ill take it from here with WHO
        (im|i am) (taking|handling|taking over|talking to) WHO
        (connect me|put me through|patch me through|patch me|hook me up) (to|with) WHO
        """,
    ),
    Row(
        Command("resume"),
        """
        (resume|resume linda|give back|give it back|linda take over|linda take it back|take it back|back to you|\
hand it back|back to linda|your turn|you take it from here|your turn linda|linda your turn|you got it from here|\
take over again|linda take it from here|take it from here)
        (resume|give back|hand back|release) [with] WHO
        (your turn|back to you|you take over|you handle it) (with|for|on) WHO
        [im] (done|finished) (talking|chatting|texting) (to|with) WHO
        you can (have|take|handle) WHO [back|again|now]
        (give|hand|pass) WHO (back|over) [to linda|to you]
        (resume|give back) (all|everyone|everybody|them all|all of them)
        take WHO back
        linda (take|handle) WHO back
        """,
    ),
    # The line itself.
    Row(
        Command("move_all"),
        """
        (move all|move them all|move all of them|move everybody|move everyone|move em all|moveall|move them|move em|\
yes move all|yes move them all|move every one)
        """,
    ),
    Row(
        Command("keep"),
        "(keep|keep them|leave them|keep all|keep em|keep them all|keep all of them|keep the bookings|leave em|"
        "leave it|leave them alone|leave them there|keep em all|leave em all|keep everybody|keep everyone|keep it|"
        "keep those|keep these|keep the appointments|keep my bookings|keep my appointments|keep the appts|"
        "leave those|leave the bookings)",
    ),
    Row(
        Command("undo"),
        "(undo|undo that|undo it|undo last|undo the last one|undo last one|take that back|oops undo|"
        "revert that|undo this|"
        "my bad undo|oops undo that|undo the last thing|undo last thing|undo my last|undo the last command|"
        "undo my last text|"
        "undo what i just did|undo last command|revert|reverse that|scratch that|never mind undo that|"
        "nvm undo|nevermind undo|no undo|wait undo|undo pls)",
    ),
    Row(
        Command("help"),
        """
        (help|help me|commands|menu|command list|list of commands|list commands|show commands|how does this work) [?]
        what can (i say|you do|i text|i do|i text you) [?]
        what (are the|are my|commands are there) [commands] [?]
        what commands [are there|do you have|can i use|do you know|can i text] [?]
        (what can you do for me|what do i text|how do i use this) [?]
        ?
        """,
    ),
    # Spanish.
    Row(
        Command("status", status="gym"),
        """
        [estoy|ando|voy] [en|al|para] [el] (gym|gimnasio|gim) [ahora|ahorita] [UNTIL]
        [estoy] entrenando [UNTIL]
        """,
        "es",
    ),
    Row(
        Command("status", status="driving"),
        "[estoy|voy|ando] (manejando|conduciendo|en la carretera|en el carro) [ahora|ahorita] [UNTIL]",
        "es",
    ),
    Row(
        Command("status", status="break"),
        """
        [estoy|voy] [en|al|a|a la|hora de] [mi|el|un] (almuerzo|descanso|almorzar|comer|lonche|lunch|break) [ahora|\
ahorita] [UNTIL]
        [estoy] (comiendo|almorzando|descansando) [ahora|ahorita] [UNTIL]
        """,
        "es",
    ),
    Row(
        Command("status", status="custom"),
        """
        [estoy|estare|voy a estar|ando] (fuera|ocupado|afuera|con un cliente|en una reunion|en el banco|en el \
dentista|en el doctor) UNTIL
        [ya] BACK
        no (voy a estar|estare|estoy) [en la tienda|disponible|aqui] UNTIL
        """,
        "es",
    ),
    Row(
        Command("status", status="driving"),
        "[ya] [voy] (en camino|de camino) [a la tienda|de regreso] UNTIL",
        "es",
    ),
    Row(
        Command("status", status="working"),
        """
        [ya] [estoy|estamos] (abierto|abiertos|abierto ya|de vuelta|de regreso|disponible) [ahora|ya|otra vez]
        [ya] (volvi|regrese|llegue|abri|abrimos|estoy aqui|abre) [a la tienda|al taller|de comer|del gym]
        [ya] [estoy] (en el taller|trabajando|en la tienda|en el trabajo) [ya|ahora]
        """,
        "es",
    ),
    Row(
        Command("status", status="sleeping"),
        "[estoy|voy] [a] (durmiendo|dormido|dormir|a dormir|me voy a dormir) [UNTIL]",
        "es",
    ),
    Row(
        Command("status", status="sleeping"),
        """
        [ya] (termine|acabe|terminamos|me voy|es todo|eso es todo|me fui|cerre|cerramos) por hoy
        """,
        "es",
        "overnight",
    ),
    Row(
        Command("closed"),
        """
        [estoy|estamos|estaremos|estare|voy a|tengo que|vamos a] (cerrado|cerrados|cierra|cierro|cerramos|cerrar|no \
abro|\
no abrimos|no trabajo|no voy a abrir|no vamos a abrir|no estare|no vengo|no voy a trabajar|no voy a estar) \
[{motivo}] [por|desde] SPAN [{motivo}]
        SPAN (cierro|cerramos|voy a cerrar|vamos a cerrar) [{motivo}]
        DAYS (cierro|cerramos|voy a cerrar|vamos a cerrar|estoy cerrado) [temprano] HOURS [{motivo}]
        hoy (cierro|cerramos|voy a cerrar) [temprano|mas temprano] SPAN
        (me tomo|tomo|descanso) [libre] DAYS [libre]
        [estoy|estamos] (cerrado|cerrados)
        DAYS (no abro|no abrimos|no trabajo|estoy cerrado|estamos cerrados|cerrado|cierro)
        [estoy|estare] de vacaciones DAYS
        """,
        "es",
    ),
    Row(
        Command("closed", is_on=False),
        """
        [si|siempre si] [estoy|estamos|estare|voy a] (abierto|abiertos|abro|abrimos|abrir|abre|\
trabajo) OPENED [siempre si]
        OPENED (si abro|si abrimos|si trabajo|siempre si abro)
        """,
        "es",
    ),
    Row(
        Command("block"),
        "(bloquea|bloquear|bloqueame|aparta|no agendes nada|no pongas nada|no reserves nada|no agendes|"
        "no des citas) [para] SPAN",
        "es",
    ),
    Row(Command("block", is_on=False), "(desbloquea|desbloquear|libera|liberar) SPAN", "es"),
    Row(
        Command("bulletin", is_on=False),
        """
        (sin|no hay|quita|quitar|borra|borrar|elimina) [el|la|mas] (especial|especiales|oferta|promocion|promo|\
anuncio)
        ya no hay (especial|oferta|promocion|promo)
        """,
        "es",
    ),
    Row(Command("bulletin"), "[el] (especial|oferta|promocion|promo|anuncio) [de hoy|hoy] NEWS", "es"),
    Row(
        Command("price"),
        """
        WHAT [ya] (a|en|ahora a|ahora en|cuesta|cuestan|vale|valen|esta a|estan a|estan en|esta en|ahora|subieron a|\
subio a|bajaron a|\
bajo a|son) [ahora] AMOUNT [ahora|ya|desde hoy]
        (pon|ponle|cambia|sube|baja) [el precio de|el precio] WHAT (a|en) AMOUNT [ahora]
        AMOUNT (por|para) WHAT [ahora|desde hoy]
        """,
        "es",
    ),
    Row(
        Command("price", refused=say("line_price_how")),
        """
        (sube|subele|baja|bajale|aumenta) [a|el precio de|el precio a] WHAT CHANGE
        (sube|subele|baja|bajale|aumenta|quita|quitale) CHANGE (a|de) WHAT
        WHAT CHANGE (mas|menos)
        """,
        "es",
    ),
    Row(
        Command("out_of_stock"),
        """
        [estoy|estamos|me quede|nos quedamos] (sin|no hay|no tengo|no tenemos|ya no hay|no me quedan|no quedan) \
WHAT [LACKING]
        [ya] se [me|nos] (acabaron|acabo|terminaron|termino) WHAT [LACKING]
        ya no (tengo|tenemos|hay|quedan) WHAT [LACKING]
        WHAT (agotadas|agotados|agotada|agotado) [LACKING]
        """,
        "es",
    ),
    Row(
        Command("out_of_stock", is_on=False),
        """
        (ya hay|ya tengo|ya tenemos|otra vez hay|llegaron|ya llegaron|hay otra vez) WHAT [otra vez|de nuevo]
        [ya] [me|nos] (llego|llegaron) WHAT
        (hay|tengo|tenemos) [otra vez|de nuevo] WHAT (otra vez|de nuevo|ya)
        WHAT ya llegaron
        WHAT (de nuevo|otra vez|disponibles|en existencia) [en existencia|disponibles]
        """,
        "es",
    ),
    Row(
        Command("discount_cap"),
        """
        [el] (descuento maximo|descuento max|maximo descuento|tope de descuento|max descuento) [de|es|a|al] PERCENT
        """,
        "es",
    ),
    Row(Command("discount_cap", amount=0), "(no des descuentos|ya no des descuentos)", "es"),
    Row(
        Command("answering", text="sms", is_on=False),
        """
        [linda] (deja de|para de|no|ya no|stop) (contestar|responder|contestes|respondas|contestando|respondiendo) \
[mas] [los|mis|a los] [mensajes|\
textos|clientes]
        """,
        "es",
    ),
    Row(
        Command("answering", text="calls", is_on=False),
        """
        (deja de|para de|no) (contestar|responder|contestes|respondas|tomar) [las|mis] (llamadas|el telefono)
        """,
        "es",
    ),
    Row(Command("answering", text="both", is_on=False), "(deja de contestar|no contestes) (todo|nada|a nadie)", "es"),
    Row(
        Command("answering", text="sms"),
        """
        (contesta|responde|vuelve a contestar|vuelve a responder|empieza a contestar) [los|mis] [mensajes|textos] \
(otra vez|de nuevo|ya)
        (vuelve a contestar|vuelve a responder|empieza a contestar) [los|mis] [mensajes|textos]
        contesta [los|mis] (mensajes|textos)
        ya (contesta|responde|puedes contestar|puedes responder) [los|mis] [mensajes|textos|otra vez]
        """,
        "es",
    ),
    Row(
        Command("answering", text="calls"),
        "(contesta|responde|vuelve a contestar|toma) [las|mis] llamadas [otra vez|de nuevo|ya]",
        "es",
    ),
    Row(
        Command("answering", text="both"),
        "(contesta|responde|vuelve a contestar) todo [otra vez|de nuevo]",
        "es",
    ),
    Row(
        Command("telling", is_on=False),
        """
        (silencia|silenciar|apaga) [los|las|el|la] TOPIC
        (no|ya no) me (avises|digas|mandes) [mas] [de|sobre] [los|las|el|la] TOPIC
        """,
        "es",
    ),
    Row(
        Command("telling"),
        """
        (activa|prende) [los|las|el|la] TOPIC
        (avisame|dime|vuelve a avisarme) [otra vez|de nuevo] (de|sobre) [los|las|el|la] TOPIC [otra vez|de nuevo]
        """,
        "es",
    ),
    Row(Command("cancel"), "(cancela|cancelar|cancelame|quita|borra|elimina) [a] BOOKING", "es"),
    Row(
        Command("move"),
        "(mueve|mover|move|reschedule|cambia|\
pasa|muevela|reagenda|mueveme|pon|cambiame|pasame|recorre) [a] BOOKING (a|al|para|\
para el|hasta) THERE",
        "es",
    ),
    Row(
        Command("no_show"),
        """
        no (vino|llego|se presento|aparecio) [a] BOOKING
        BOOKING no (vino|llego|se presento|aparecio) [nunca]
        BOOKING nunca (vino|llego|se presento|aparecio)
        """,
        "es",
    ),
    Row(
        Command("ready"),
        """
        [ya] [esta] (listo|lista|ready) [el telefono de|el phone de|el de|lo de|la de|para|el cel de|el celular de|el \
iphone de] BOOKING
        [ya esta|esta] [el] (telefono|celular|cel|iphone) de BOOKING [esta|ya esta|ya quedo|quedo] (listo|lista)
        [ya] quedo [listo] (el telefono|el cel|el celular|el iphone|lo|el|la) de BOOKING
        [el] (telefono|celular|cel|iphone) de BOOKING ya quedo [listo]
        (dile a|avisale a) BOOKING que [ya] [su|el] [telefono|celular|cel|iphone] [ya] esta listo
        BOOKING [ya] [esta] (listo|lista)
        """,
        "es",
    ),
    Row(
        Command("done"),
        """
        [ya] (done|termine|terminado|acabe|terminada|entregado|entregada|hecho|recogido) [con|a|el de|lo de] BOOKING
        BOOKING (terminado|terminada|entregado|entregada)
        BOOKING ya (recogio|se llevo) [su|el] [telefono|celular|cel]
        """,
        "es",
    ),
    Row(
        Command("agenda"),
        """
        (que tengo|que hay|quien viene|a quien tengo|que tenemos|como esta|que citas tengo|que citas hay|\
cuantas citas tengo|\
cuantas citas hay|cuantos tengo|quienes vienen|que citas tenemos|hay citas|tengo citas|que hay agendado) [para|el|\
en] \
LISTED [?]
        [la|mi|mis|las] (agenda|citas|horario|lista) [de|para] [el] LISTED [?]
        """,
        "es",
    ),
    Row(Command("agenda"), "[mi|mis|la|las] (agenda|citas|horario|lista) [?]", "es", "today"),
    Row(
        Command("leads"),
        """
        [hay|algun|los|que] (clientes nuevos|nuevos clientes|nuevos leads|leads nuevos|prospectos|que hay de nuevo) \
[hoy] [?]
        """,
        "es",
    ),
    Row(
        Command("booked_how_much"),
        """
        cuanto [dinero] (reservamos|hicimos|vendimos|ganamos|se reservo|hice|gane|llevamos|hemos reservado|vendi) \
[en] PERIOD [?]
        cuanto PERIOD [?]
        cuantas (citas|reparaciones|reservas) [hay|tengo|tenemos] [para|en] PERIOD [?]
        cuantas (citas|reparaciones|reservas) (reservamos|hicimos|llevamos|hemos hecho|tuvimos) [en] PERIOD [?]
        """,
        "es",
    ),
    Row(
        Command("take"),
        "(toma|tomo|yo tomo|dejame|yo atiendo|atiendo|yo hablo con|yo le escribo|dejame hablar|"
        "yo me encargo de|dejame a mi) [a|con] WHO",
        "es",
    ),
    Row(
        Command("resume"),
        """
        (reanuda|sigue tu|continua|linda sigue|sigue linda|retoma)
        (reanuda|retoma|sigue con|continua con|regresa) [a|con] WHO
        """,
        "es",
    ),
    Row(Command("move_all"), "(mover todas|mueve todas|muevelas|muevelas todas|mover todo|mueve a todos)", "es"),
    Row(Command("keep"), "(dejar|dejalas|dejalas asi|mantener|mantenlas|conservar)", "es"),
    Row(Command("undo"), "(deshacer|deshaz|deshazlo|deshacerlo|deshaz eso|deshaz lo ultimo|regresa eso)", "es"),
    Row(
        Command("help"),
        """
        (ayuda|ayudame|comandos|lista de comandos) [?]
        que puedo (decir|hacer|escribir|pedir) [?]
        que puedes hacer [?]
        """,
        "es",
    ),
    # Whatever else he does while he is away, in either language.
    Row(Command("status", status="custom"), "AWAY UNTIL"),
)

# What may stand around a command without changing it.
POLITE_BEFORE = (
    "hey linda", "hi linda", "hola linda", "yo linda", "ok linda", "linda", "hey", "please", "pls", "plz", "por favor",
    "porfa", "ok", "okay", "alright", "yo", "so", "oh", "also", "can you", "could you", "go ahead and", "i need you to",
    "need you to", "lets", "just",
    "actually", "fyi", "btw", "heads up", "hola", "oye", "oye linda", "puedes", "tambien",
)  # fmt: skip
POLITE_AFTER = (
    "please", "pls", "plz", "thanks", "thank you", "thx", "ty", "linda", "thanks linda", "por favor", "porfa",
    "gracias", "for me", "asap", "real quick", "ok", "k", "bro", "girl", "lol", "right now", "if you can", "fyi", "btw",
    "cuando puedas",
)  # fmt: skip

# Slips of a phone's keyboard, by what is meant; other slips of a letter are found for the long words.
SLIPS = {
    "oepn": "open", "opne": "open", "opem": "open", "bakc": "back", "abck": "back", "bck": "back", "clsoed": "closed",
    "undoo": "undo", "udno": "undo", "gyn": "gym", "gmy": "gym", "hlep": "help", "lnuch": "lunch", "lucnh": "lunch",
    "donw": "done", "doen": "done", "mvoe": "move", "moev": "move", "tkae": "take", "reday": "ready", "raedy": "ready",
    "leasd": "leads", "tody": "today", "tdoay": "today", "todya": "today", "2day": "today", "wek": "week",
    "teh": "the", "til": "till", "untill": "until", "ubnlock": "unblock", "unlbock": "unblock", "blcok": "block",
    "sceen": "screen", "u": "you", "r": "are", "&": "and", "txting": "texting", "txt": "text", "q": "que", "n": "and",
    "w": "with", "wit": "with", "round": "around", "abt": "about", "pa": "para", "gunna": "gonna", "gona": "gonna",
    "apt": "appt",
    "tommorow": "tomorrow", "tommorrow": "tomorrow", "tomorow": "tomorrow", "2morrow": "tomorrow", "tmro": "tomorrow",
    "ur": "your", "scedule": "schedule", "shcedule": "schedule", "calender": "calendar", "resechedule": "reschedule",
    "appoinment": "appointment", "appointmnt": "appointment", "wat": "what", "wats": "whats",
    "hw": "how", "mch": "much", "finshed": "finished", "stp": "stop", "anserwing": "answering",
}  # fmt: skip
LONG = frozenset(
    """
    closed closing cancel reschedule driving sleeping unblock special specials answering discount schedule bookings
    appointments finished completed commands reminders notifications restocked resume lunch cerrado cancela manejando
    durmiendo abierto bloquea desbloquea especial contestar deshacer
    """.split()
)

# The kinds of news about which Brandon can be told.
NEWS = frozenset(
    """
    reminders reminder changes change bookings booking cancellations cancellation cancels cancel callbacks callback
    calls
    call missed leads lead digest digests morning list opt outs optouts opt-outs budget alerts alert messages
    everything
    questions question reviews review escalations escalation complaints new texts texting rescheduling reschedules
    notifications summary daily news
    recordatorios cambios citas cita cancelaciones llamadas perdidas resumen quejas mensajes todo preguntas nuevas
    nuevos
    avisos presupuesto bajas reservas
    """.split()
)

# First words of what is for LINDA, and for no customer, even if it is not understood: "cancel everything tomorrow".
FOR_LINDA = frozenset(
    """
    cancel cancell cancle cancl cxl reschedule resched block unblock undo resume mute unmute noshow bulletin special
    cancela cancelar bloquea desbloquea reagenda deshacer deshaz reanuda
    """.split()
)
# What may stand before them.
BEFORE_A_COMMAND = frozenset("dont do not should i we can you could please pls linda hey ok maybe puedes oye".split())

# What is not a name after "done", "ready", "take" and the like.
NO_NAMES = frozenset(
    """
    i me my mine you your yours u ur he him his she her hers it its we us our they them their this that these those
    here there now then when what who whom whose which where why how if as so too not no yes yeah yep ok okay all any
    some every each other another someone somebody anyone everyone everybody nobody
    a an the and or but nor of on in at by for from to with without about over under up down off out back again
    be is are was were am been being do does did done have has had will would can could should shall may might must
    care time your break lunch dinner food pic picture pictures photo photos cash card cards payment payments order
    orders off five ten easy note notes look seat nap shower drive walk ride rest turn deal yet soon later tonight
    today tomorrow yesterday already eating driving working cleaning packing talking texting calling sleeping
    deposit deposits package phone phones iphone iphones ipad samsung galaxy pixel screen screens battery batteries
    part parts repair repairs job jobs work home shop store gym car door house kids wife mom dad day night week month
    dentist doctor haircut client clients
    closure closures closing bookings booking app website vacation leads lead
    never ever hardly barely rarely seldom scarcely almost nearly maybe perhaps probably possibly perchance sometimes
    often usually always once until till unless except because since while before after whether though although
    instead rather even just only really actually supposedly apparently hopefully guess think thought wish hope
    suppose doubt heard says said wont cant dont doesnt didnt isnt arent wasnt werent shouldnt wouldnt couldnt neither
    none half mostly partly kinda sorta hes shes theyre whos lets gonna wanna gotta unlikely supposed
    both couch movie dog cat appointment appointments
    steady set go player one two three four six seven eight nine
    pickup pick medicine uber order orders inventory sure fine good great set thing things stuff else more less
    much many few lot lots money
    meeting subscription plan trip flight netflix membership service account
    answering resume linda special specials everything anything nothing
    un una el la los las lo le les de del al y o que si no por para con sin mi tu su sus mis nos me te se ya
    cuando donde como quien cual esto eso esa ese ella ellos aqui alli todo nada algo hoy manana ahora luego
    salir ir comer dormir foto fotos pedido cuenta reunion almuerzo comida casa trabajo tiempo cuidado asiento
    telefono pantalla para
    nunca jamas apenas casi tampoco quizas quiza talvez tal vez acaso ojala aunque porque siempre solo ni sea pues
    creo pienso dice dijo dicen parece aun todavia falta cualquiera nadie alguien
    """.split()
)

# What may stand beside the number of a customer.
BESIDE_A_NUMBER = frozenset(
    "number num phone customer the guy at from with for appt appointment booking numero cliente cita el la al del "
    "de".split()
)

# Which booking of a day, before "one", "appointment" and the like.
PLACES = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "last": -1, "next": NEXT,
    "primera": 1, "segunda": 2, "tercera": 3, "ultima": -1, "proxima": NEXT, "siguiente": NEXT,
}  # fmt: skip

# What a number is followed by if it counts something, and is not that of a question.
COUNTED = frozenset(
    """
    hour hours hr hrs min mins minute minutes day days week weeks month months am pm bucks dollars percent pct oclock
    o'clock people customers appointments appts screens batteries phones miles blocks stars times more left works is
    was hora horas minutos dia dias semana semanas dolares personas citas
    """.split()
)

# First words of an answer to a question that has a number.
ANSWERS = frozenset(
    """
    yes yeah yep yup y ya yea ye yeh yess yessir n nop naw sure ok okay k no nope nah fine approved approve deny \
denied tell say ask \
let give
    tellher tellhim
    si claro dale bueno dile dices digale pregunta preguntale aprobado niego
    """.split()
)
# Answers that may stand without a number.
ALONE = frozenset(
    """
    yes yeah yep yup yea ye yess sure ok okay no nope nah
    si claro dale
    """.split()
)
# What may follow them.
FOR_SURE = (
    "thats fine|its fine|thats ok|its ok|do it|go ahead|go for it|for sure|of course|we can|we can do that|we do|i can|"
    "i can do that|i do|tell her yes|tell him yes|tell her no|tell him no|sir|sorry|way|we dont|"
    "we dont do that|we cant|"
    "i cant|i cant do that|not this time|cant do that|cant do it|thats good|sounds good|absolutely|approved|"
    "claro|esta bien|se puede|no se puede|lo siento|por supuesto|de acuerdo"
)
SPANISH_ANSWERS = frozenset("si claro dale bueno dile digale pregunta preguntale aprobado".split())
