"""How the owner words his commands, in English and Spanish, as data.

A form is a whole text: words as they are typed, without punctuation, accents and apostrophes. "(a|b c)" is one of
several, "[a|b]" may be missing, "?" is a question mark, and a word in capitals is a part that `reading` reads by its
name: an end, a booking, days and hours, a customer, a repair, an amount.
"""

from collections.abc import Sequence
from typing import NamedTuple

from linda.models import Language
from linda.owner.command import Command


class Row(NamedTuple):
    """A command and the forms that ask for it, one a line; `end` is when its status ends if the text does not say."""

    command: Command
    forms: str
    language: Language = "en"
    end: str = ""


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
        """,
    ),
    Row(
        Command("status", status="working"),
        """
        [im|i am|we are|were|shop|the shop|shop is|the shop is] (open|open now|back|back now|back open|open again|\
available|available now) \
[again]
        [im|i am] [back] (at the shop|at work|in the shop|working) [now|again]
        [im|i am] back from [the|my] (gym|lunch|break|lunch break|store|bank|meeting|errands|dentist|doctor)
        [im|i am] done (driving|eating|at the gym|with lunch|with my break)
        (open up|reopen|open the shop|open for business|open back up|back to work|we open)
        """,
    ),
    Row(
        Command("status", status="sleeping"),
        """
        [im] [going to|headed to|heading to|off to|in] (sleep|bed|sleeping|asleep|off duty) [now|rn] [UNTIL]
        """,
    ),
    Row(
        Command("status", status="sleeping"),
        """
        [im|i am|we are|were] (done|off|finished|closing up|closed up|out) (for|4) (today|the day|the night|tonight)
        [im] (calling it a (day|night)|(knocking off|clocking out) for the (day|night))
        (thats it|thats a wrap) (for|4) (today|the day)
        """,
        end="overnight",
    ),
    # Closed times.
    Row(
        Command("closed"),
        """
        [im|i am|we are|were|well be|ill be|shop|the shop|shop is|the shop is] (closed|close|closing|not open|shut|\
shut \
down|shutting down) [on|for] SPAN
        [im|i am|we are|were|well be|shop is|the shop is] closed [for the day|for today|the rest of the day|rest of \
the day]
        [im|i am|ill be] (taking|take) SPAN off
        [im|i am|ill be] (off|not working|not in|on vacation|vacation|out|away) [on] DAYS
        no (appointments|bookings|customers|work) [on] SPAN
        close [the|my] shop [on] SPAN
        """,
    ),
    Row(
        Command("closed", is_on=False),
        """
        [im|i am|we are|were|well be|ill be|shop is] (open|reopen|reopening|working|not closed|unclose|open up) \
[on] OPENED \
[after all|again|actually]
        (remove|delete|drop|undo) the closure [on|for] OPENED
        """,
    ),
    Row(Command("block"), "(block|block off|block out|blok|bloc) SPAN"),
    Row(Command("block", is_on=False), "(unblock|un block|free up|open up|release|unblok) SPAN"),
    # The bulletin, prices and stock.
    Row(
        Command("bulletin", is_on=False),
        """
        (no|end|clear|remove|delete|drop|kill) [the|todays|my] (special|specials|bulletin|promo|promotion) [today|\
anymore|now]
        [the|todays] (special|specials|bulletin|promo) [is|are] (off|over|done|gone|ended)
        no more (special|specials|promo)
        cancel (the|my|todays) (special|specials|promo|promotion)
        """,
    ),
    Row(
        Command("bulletin"),
        """
        [new|todays|set] (special|specials|bulletin|promo|promotion|announcement) [today|is] NEWS
        (new|todays) deal [is] NEWS
        """,
    ),
    Row(
        Command("price"),
        """
        WHAT (is|are|cost|costs|=) [now|only|just] AMOUNT [now|from now on|today on]
        WHAT [now|price|to|for] AMOUNT [now|from now on]
        [the] price (of|for) WHAT [is] [now] AMOUNT [now]
        (change|set|make|put|raise|lower|drop|bump|update) [the] [price of|price for] WHAT [price|prices] (to|at) \
AMOUNT \
[now|from now on]
        (charge|new price) AMOUNT for WHAT [now|from now on]
        """,
    ),
    Row(
        Command("out_of_stock"),
        """
        [im|i am|we are|were|ran|we ran|i ran|all] (out of|outta) [any|the] WHAT [LACKING]
        [i|we] (no more|no|got no|have no|sold out of|dont have|dont have any) WHAT [left] [LACKING]
        [were|im] sold out of WHAT [LACKING]
        WHAT [is|are] (out of stock|sold out|out|gone|on backorder|backordered) [LACKING]
        """,
    ),
    Row(
        Command("out_of_stock", is_on=False),
        """
        (back in stock|in stock|restocked|restocked on|got more|we got|we got more|in stock again|got) WHAT [in|\
again|now|\
back in]
        WHAT [is|are] [back] (in stock|back|in|restocked|available|in again|in now) [again|now]
        [im|were] [back] (stocked|stocked up) on WHAT
        not out of WHAT [anymore]
        we have WHAT again
        WHAT (came in|came back in)
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
        discount PERCENT [percent] max
        (dont go over|no more than|dont give more than|never more than) PERCENT [percent] (discount|off)
        (discounts|discount) up to PERCENT [percent]
        """,
    ),
    Row(Command("discount_cap", amount=0), "(no more discounts|dont give discounts|stop giving discounts)"),
    # Switches.
    Row(
        Command("answering", text="sms", is_on=False),
        """
        (stop answering|dont answer|do not answer|quit answering|stop replying to|stop responding to) \
[my|the|any] [texts|messages|sms|customers|text]
        [linda] (be quiet|stop texting customers|pause texts|stop replying|stop responding)
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
        """,
    ),
    Row(
        Command("answering", text="calls"),
        """
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
        (tell|text|notify) me (again about|about) [the|any|every] TOPIC [again]
        start telling me about TOPIC [again]
        """,
    ),
    # Bookings.
    Row(
        Command("cancel"),
        """
        (cancel|cancell|cancle|drop|scratch|delete) BOOKING
        """,
    ),
    Row(
        Command("move"),
        """
        (move|reschedule|switch|push|change|bump) BOOKING (to|for|until) THERE
        (move|reschedule|switch|push|change|bump) BOOKING 2 THERE
        """,
    ),
    Row(
        Command("no_show"),
        """
        [no call] (no show|noshow|noshowed|no showed) [for|by|at] BOOKING
        BOOKING [was a|is a|a] (no call no show|no show|noshow|no showed|noshowed)
        BOOKING (didnt|did not|never|dident) (show|showed|come|came|show up|showed up|make it)
        """,
    ),
    Row(
        Command("ready"),
        """
        (ready|rdy) [for] BOOKING
        (ready for pickup|ready to pick up|ready for pick up) BOOKING
        BOOKING [phone|iphone|device|ipad|tablet|screen] [is] (ready for pickup|ready for pick up|ready to go|\
ready to pick up|rdy|ready)
        """,
    ),
    Row(
        Command("done"),
        """
        (done|finished|completed|complete|picked up|finish) [with|w] BOOKING [phone|iphone|device|ipad|tablet]
        BOOKING [is|was] (done|finished|completed|picked up|complete)
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
        (whats|what is|what do i have|what have i got|what do i got|what we got|what we have|whats on|anything) \
[on|for|up|booked|scheduled|going on] [for] LISTED [look like|looking like] [?]
        (how does|hows) LISTED (look|looking|look like) [?]
        (who do i have|whos coming|whos coming in|who is coming|who comes|whos on|whos booked|who is booked) [for|\
on] LISTED [?]
        [show|list|get|see|my|the|give me] [me] [my|the] (schedule|bookings|appointments|appts|agenda|calendar|\
jobs) [for|on] LISTED [?]
        [show] [my] LISTED (schedule|bookings|appointments|appts|agenda|calendar|jobs|lineup) [?]
        """,
    ),
    Row(
        Command("agenda"),
        """
        [show|whats] [me] [my|the] (schedule|agenda|appointments|appts|my day|bookings|calendar) [?]
        """,
        end="today",
    ),
    Row(
        Command("leads"),
        """
        [any|show|list|whats|my|the|got any|show me] [new|latest|open|the|my|newest|recent] leads [today|yet|now] [?]
        (whats new|anything new|who wrote|who called|any new customers|new customers|new lead) [?]
        """,
    ),
    Row(
        Command("booked_how_much"),
        """
        how much [money] (did we|did i|have we|have i|we|i|do we have|are we|is|was|got|was|do i have) \
(book|booked|make|made|earn|earned|sell|sold|bring in|take in) [in] [for] PERIOD [so far] [?]
        how (much|many) [is|was] booked [for|in] PERIOD [so far] [?]
        how much PERIOD [so far] [?]
        [whats|what is|what was] [the|our|my] (revenue|sales|income|total|earnings|booked total|bookings total) \
[for] PERIOD [so far] [?]
        booked PERIOD [so far] ?
        what did (we|i) (book|make|earn) PERIOD [?]
        how did we do PERIOD [?]
        how [are] we doing PERIOD [?]
        """,
    ),
    # Customers whom he writes with himself.
    Row(
        Command("take"),
        """
        (take|take over|takeover) WHO
        ill (take|handle|take over|talk to) WHO [myself]
        let me (take|handle|talk to) WHO
        """,
    ),
    Row(
        Command("resume"),
        """
        (resume|resume linda|give back|give it back|linda take over|linda take it back|take it back|back to you|\
hand it back|back to linda)
        (resume|give back|hand back|release) [with] WHO
        give WHO back [to linda]
        linda (take|handle) WHO back
        """,
    ),
    # The line itself.
    Row(
        Command("move_all"),
        """
        (move all|move them all|move all of them|move everybody|move everyone|move em all|moveall|move them)
        """,
    ),
    Row(
        Command("keep"), "(keep|keep them|leave them|keep all|keep em|keep them all|keep all of them|keep the bookings)"
    ),
    Row(Command("undo"), "(undo|undo that|undo it|undo last|undo the last one|take that back|oops undo|revert that)"),
    Row(
        Command("help"),
        """
        (help|help me|commands|menu|command list|list of commands|list commands|show commands|how does this work) [?]
        what can (i say|you do|i text|i do|i text you) [?]
        what (are the|are my|commands are there) [commands] [?]
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
        """,
        "es",
    ),
    Row(
        Command("status", status="working"),
        """
        [ya] [estoy|estamos] (abierto|abiertos|abierto ya|de vuelta|de regreso|disponible) [ahora|ya|otra vez]
        [ya] (volvi|regrese|llegue|abri|abrimos|estoy aqui|abre)
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
        [ya] (termine|acabe|terminamos|me voy|es todo|eso es todo) por hoy
        """,
        "es",
        "overnight",
    ),
    Row(
        Command("closed"),
        """
        [estoy|estamos|estaremos|estare] (cerrado|cerrados|cierro|cerramos|cerrar|no abro|no abrimos|no trabajo) \
[por] SPAN
        [estoy|estamos] (cerrado|cerrados)
        DAYS (no abro|no abrimos|no trabajo|estoy cerrado|estamos cerrados|cerrado|cierro)
        [estoy|estare] de vacaciones DAYS
        """,
        "es",
    ),
    Row(
        Command("closed", is_on=False),
        """
        [si|siempre si] [estoy|estamos|estare] (abierto|abiertos|abro|abrimos|abrir|abre|trabajo) OPENED
        """,
        "es",
    ),
    Row(Command("block"), "(bloquea|bloquear|bloqueame|aparta) SPAN", "es"),
    Row(Command("block", is_on=False), "(desbloquea|desbloquear|libera|liberar) SPAN", "es"),
    Row(
        Command("bulletin", is_on=False),
        """
        (sin|no hay|quita|quitar|borra|borrar|elimina) [el|la|mas] (especial|especiales|oferta|promocion|promo|anuncio)
        ya no hay (especial|oferta|promocion|promo)
        """,
        "es",
    ),
    Row(Command("bulletin"), "[el] (especial|oferta|promocion|promo|anuncio) [de hoy|hoy] NEWS", "es"),
    Row(
        Command("price"),
        """
        WHAT (a|en|ahora a|ahora en|cuesta|cuestan|vale|valen|esta a|estan a|estan en|ahora) [ahora] AMOUNT [ahora|\
ya|desde hoy]
        (pon|ponle|cambia|sube|baja) [el precio de] WHAT (a|en) AMOUNT [ahora]
        """,
        "es",
    ),
    Row(
        Command("out_of_stock"),
        """
        [estoy|estamos|me quede|nos quedamos] (sin|no hay|no tengo|no tenemos|ya no hay|no me quedan|no quedan) \
WHAT [LACKING]
        se (acabaron|acabo|me acabaron|terminaron) WHAT [LACKING]
        WHAT (agotadas|agotados|agotada|agotado) [LACKING]
        """,
        "es",
    ),
    Row(
        Command("out_of_stock", is_on=False),
        """
        (ya hay|ya tengo|ya tenemos|otra vez hay|llegaron|ya llegaron|hay otra vez) WHAT [otra vez|de nuevo]
        ya (llego|llegaron) WHAT
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
        (deja de|para de|no) (contestar|responder|contestes|respondas) [los|mis|a los] [mensajes|textos|clientes]
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
    Row(Command("cancel"), "(cancela|cancelar|cancelame|quita|borra) [a] BOOKING", "es"),
    Row(
        Command("move"),
        "(mueve|mover|cambia|pasa|muevela|reagenda|mueveme) [a] BOOKING (a|al|para|para el|hasta) THERE",
        "es",
    ),
    Row(
        Command("no_show"),
        """
        no (vino|llego|se presento|aparecio) [a] BOOKING
        BOOKING no (vino|llego|se presento|aparecio)
        """,
        "es",
    ),
    Row(
        Command("ready"),
        """
        [ya] [esta] (listo|lista) [el telefono de|el de|lo de|la de|para] BOOKING
        [ya esta|esta] [el] (telefono|celular) de BOOKING [esta|ya esta] (listo|lista)
        """,
        "es",
    ),
    Row(
        Command("done"),
        """
        [ya] (termine|terminado|acabe|terminada|entregado|entregada|hecho|recogido) [con|a|el de|lo de] BOOKING
        BOOKING (terminado|terminada|entregado|entregada)
        """,
        "es",
    ),
    Row(
        Command("agenda"),
        """
        (que tengo|que hay|quien viene|a quien tengo|que tenemos|como esta|que citas tengo|que citas hay) [para|el] \
LISTED [?]
        [la|mi|mis|las] (agenda|citas|horario) [de|para] [el] LISTED [?]
        """,
        "es",
    ),
    Row(Command("agenda"), "[mi|mis|la|las] (agenda|citas|horario) [?]", "es", "today"),
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
        """,
        "es",
    ),
    Row(
        Command("take"),
        "(toma|tomo|yo tomo|dejame|yo atiendo|atiendo|yo hablo con) [a|con] WHO",
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
    Row(Command("undo"), "(deshacer|deshaz|deshazlo|deshacerlo|deshaz eso)", "es"),
    Row(
        Command("help"),
        """
        (ayuda|ayudame|comandos|lista de comandos) [?]
        que puedo (decir|hacer|escribir|pedir) [?]
        que puedes hacer [?]
        """,
        "es",
    ),
)

# What may stand around a command without changing it.
POLITE_BEFORE = (
    "hey linda", "hi linda", "hola linda", "yo linda", "ok linda", "linda", "hey", "please", "pls", "plz", "por favor",
    "porfa",
)  # fmt: skip
POLITE_AFTER = (
    "please", "pls", "plz", "thanks", "thank you", "thx", "ty", "linda", "thanks linda", "por favor", "porfa",
    "gracias",
)  # fmt: skip

# Slips of a phone's keyboard, by what is meant; other slips of a letter are found for the long words.
SLIPS = {
    "oepn": "open", "opne": "open", "opem": "open", "bakc": "back", "abck": "back", "bck": "back", "clsoed": "closed",
    "undoo": "undo", "udno": "undo", "gyn": "gym", "gmy": "gym", "hlep": "help", "lnuch": "lunch", "lucnh": "lunch",
    "donw": "done", "doen": "done", "mvoe": "move", "moev": "move", "tkae": "take", "reday": "ready", "raedy": "ready",
    "leasd": "leads", "tody": "today", "tdoay": "today", "todya": "today", "2day": "today", "wek": "week",
    "teh": "the", "til": "till", "untill": "until", "ubnlock": "unblock", "unlbock": "unblock", "blcok": "block",
    "sceen": "screen", "u": "you", "r": "are", "&": "and", "txting": "texting", "txt": "text", "q": "que", "n": "and",
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
BESIDE_A_NUMBER = frozenset("number num phone customer the guy at from with numero cliente el la al del de".split())

# First words of an answer to a question that has a number.
ANSWERS = frozenset(
    """
    yes yeah yep yup y ya yea sure ok okay k no nope nah fine approved approve deny denied tell say ask let give
    tellher tellhim
    si claro dale bueno dile dices digale pregunta preguntale aprobado niego
    """.split()
)
# Answers that may stand without a number.
ALONE = frozenset(
    """
    yes yeah yep yup yea sure ok okay no nope nah
    si claro dale
    """.split()
)
SPANISH_ANSWERS = frozenset("si claro dale bueno dile digale pregunta preguntale aprobado".split())
