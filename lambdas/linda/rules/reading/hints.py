"""What a text is about if no phrase says so: by the words in one of its sentences, in any order.

Phrases know how people say a thing, and people find new ways every day. A text that they have left unread is read by
its words here: "what would the quality be on those screens" is about parts, for it asks, and has "quality" and
"screens". A row has groups of words, each of which must have one in the sentence, or none if it begins with "!";
"word*" is any word that begins so. The row with the most groups wins, then the first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from typing import NamedTuple

from linda.rules.reading import lexicon
from linda.rules.reading.phrases import Token

_ASKED = """
price:
    want|ask|asking|take fixing|fix|repairing|replacing|screen|battery|port for what
    caro|cara|carito|expensive|cheap|barato fix*|repair*|arregl*|cambi*|repar*|is|es
    charge|charges|expensive|caro|cara|cobr*|cost*|pric*|quote*|cheap|barat*|sale screen*|batter*|glass|pantalla*|pila|
        bateria|vidrio|puerto|tapa|cristal|mica|protector !if
bookings:
    appointment|schedule|cita|booked|appointments|down|books me|im|my|i|mi|tengo what|when|check|que|hora|forgot|
        remember|olvido|dia|day|whats|know|sure !cancel !need !make !bring !fee !charge
owner:
    quien|who|whos taller|shop|ahi|there|counter|store esta|is|hay|working|ahorita|now|whos
    brandon|owner|boss|dueno|muchacho|tecnico|anybody|somebody|someone|anyone|alguien there|here|around|in|back|working|
        work|went|go|ahi|alli|hoy|llega|llego|esta|shop|taller
status:
    ready|done|finished|listo|lista|terminado|terminaron phone|tablet|ipad|telefono|celular|cel|repair !how !long !get
        !be !will !can !have
    cuando entregan|regresan|devuelven|entregas
    phone|tablet|ipad|repair|celular|telefono|cel|reparacion|it|mine done|ready|finished|going|update|chance|progress|
        word|listo|lista|arreglaron|terminaron|quedo my|mi|on|with|he|ya|en|yet !how !long !when !get !be !will
    whats|que going|pasa|paso on|con my|mi phone|tablet|ipad|telefono|celular|cel
hours:
    abrieron|abriran|cerraran|abiertas|abriendo|cerrando
    open|close|closed|closing|opens|hours|horario|abren|abre|cierran|cierra|cerraron|cerrado|cerrados|abierto|abiertos|
        schedule !mine !booked !me
    servicio|atienden|trabajan|laboran|working domingo*|sabado*|sunday*|saturday*|weekend*|weekends|fines|holiday*|
        noche|late|dias|days|entre
    you|guys|shop|store shut|lock|knock|quit|leave|done down|up|off|for|there what|when|time|day|late
address:
    street|calle|crossroads your|you|is|whats|what|su
    hard|easy|dificil|facil find|encontrar|get|llegar
    como|how|donde llegar|llego taller|negocio|local|tienda|su
    centro|downtown|westside|northside|southside|beach|sucursal|local esta|estan|tiene|tienen|queda|hay
    far|miles|minutes|close|cerca|lejos|landmark|cross you|shop|queda|quedan|estan|it|yall|me from|to|de|how|whats
    where|wheres|donde|wya you|youre|shop|store|place|guys|located|at|ustedes|taller|local|queda|quedan|estan|negocio|
        go|come !brandon !he
    how|como|turn|exit get|find|llegar|llego|left|right|drive|come you|shop|there|ustedes|store|place
    far|near|close|lejos|cerca|rumbo|lado|zona|side|area|by|off you|shop|queda|quedan|estan|it|me mall|plaza|avenues|
        airport|downtown|arlington|mandarin|riverside|beach|town|me|you|aqui|centro
    you|is|are|estan|shop mall|plaza|avenues|jacksonville|jax|building|downtown in|by|at|near|en|which|what
    same|new place|location|spot|lugar|building you|shop|still|estan
    mudaron|mudado|relocated
parking:
    meter|quarters|garage|towed
    room|space|lugar|espacio|leave|cabe truck|car|dually|van|trailer|carro|troca|camioneta|rv
    park|parking|parqueo|estacion*|parque*|trailer !orange
walk-ins:
    asi|nomas reciben|llego|voy|ir|atienden|paso|caigo
    only|solo|nomas people|gente|customers|see|take|reciben appointment|cita
    book|appointment|cita|call|avisar|agendar|notice|calling or|without|sin|just|nomas|directo|first|o|have come|show|
        walk|drop|ir|llego|llegar|pasar|caer|swing|stop|go
    just|directo|sin|nomas come|show|walk|drop|swing|stop|pop|ir|llegar|caer in|by|down|up|over|avisar|directo|cita|asi
    walk*|drop|people|gente|person street|off|let|just|anytime in|off|without|street|up|sin
appointment:
    necessary|needed|required|mandatory|necesari*|obligatori* appointment|cita|call|book|booking
warranty:
    coverage|covered|guarantee*|garanti*|warrant*
    messes|messed|quits|quit|breaks|fails|dies|stops|malfunctions|falla|fallar again|next|later|after|new|replacement|
        month|week|otra|nuevo|vuelve if|suppose|what|si|happens
warranty terms:
    sale|salio|salir|queda mala|mal|malo|defectuos* si
parts:
    come|made|vienen|from|sacan|consiguen screens|parts|batteries|screen|pantallas|piezas where|donde
    use|put|usan|ponen good|cheap|buenas|baratas|better|best|nice screens|screen|parts|batteries|pantallas|piezas
    original*|originals|genuine|oem|knockoff*|aftermarket|refurbished|generic*|copias
    good|decent|bad|cheap|junk|buena*|malas|chafa* screen*|battery|batteries|part|parts|pantalla*|bateria*|pieza*
    quality|grade|brand|brands|marca|marcas|calidad|kind|type|tipo screen|screens|battery|batteries|part|parts|
        pantalla*|bateria*|pieza*|glass|piece*
    original*|genuine|oem|aftermarket|generic*|knockoff*|cheap|cheapo|real|fake|legit|china|chinese|chinas|authentic
        screen*|battery|batteries|part|parts|pantalla*|bateria*|pieza*|apple|glass
data recovery:
    photo*|pic|pics|picture*|contact*|texts|messages|files|fotos|contactos|mensajes|datos|videos|data pull|save|recover|
        transfer|retrieve|grab|sac*|recuper*|rescat*|off|pasar|get|back|out !lose !losing !still !be !before !scared
        !safe
data:
    informacion|info|fotos|contactos|memories y|what|about|mi|mis|my
    see|look|read|reset|factory|ver|mirar|leer|resetear|go phone|messages|texts|photos|stuff|private|mensajes|fotos|
        celular|telefono fix|able|through|my|mi|mis !take !at
    lose|losing|erase*|delet*|wipe*|gone|perder|pierd*|borr*|safe|keep|kept|touch|affect|mess|happens|happen|still|
        quedan photo*|pic|pics|picture*|stuff|contact*|data|info|fotos|datos|everything|anything|contactos|algo|cosas|
        apps|memory|files|messages
    back|backup|respald*|copia up|it|antes|before|backup|respald*|seguridad !pick !have !get !come !when !hasta
    private|privacy|privad*|privacidad|snoop*
unlocking:
    password|passcode|clave|contrasena|pin|pattern|patron|code reset|forgot|forgotten|dont|olvid*|cambio|entrar|into|
        remember|acuerd*|recuerd*|changed|lost|perd*
    disabled|locked|bloquead*|lockout itunes|out|telefono|phone|ipad|iphone|celular|says|dice|sim|carrier
    unlock*|desbloque*|jailbr*
buy and sell:
    buy|sell|selling|sells|purchase|compra*|vend*|trade|pay|give|offer phone|phones|old|used|broke|broken|celular*|
        telefono*|iphone*|device*|mine|usado* !me !repair* !fix* !part !parts !screen !battery !before !after !how
    rid of phone|it|iphone|ipad|these
    phones|phone|iphones|celulares|telefonos sale|venta|cheap|used|refurbished|baratos|usados got|have|any|tienen|hay|
        for
no fix no fee:
    cant|not|isnt|unfixable|no|aunque|wont|unable|couldnt fix|working|fixed|fixable|repair*|arregl*|quede|queda|quedo|
        reparar|
        work|funciona charge*|cost|pay|owe|cobra*|pago|pagar|out
diagnostic fee:
    charge*|cost|costs|free|pay|owe|fee|gratis|cobra*|costo|cuesta|tiene look|looked|check*|tell|diagnos*|estimate*|
        quote*|revis*|checar*|checking|ver|wrong|inspect*|presupuesto|cotiza* !if !long
price includes:
    price|precio|that|it|ese|cost|eso include*|labor|everything|parts|todo|incluy*|install*|mano !done !long !data
        !photos
final price:
    surprise*|hidden|bill|sorpresa* any|gonna|on|no|be|en
    total|todo be|is|would|comes|then|final|serian|sale
    price say|says|from|starts|dice|desde
    price|cost|total|precio|pay|quote change|more|final|higher|exact|starting|start|starts|end|subir|mas|all|go|set|
        fixed|guaranteed|exacto|least
    it|that|could|does|va|puede|will|might end|come|wind|turn|salir|subir|costar more|higher|up|mas|caro|extra
tax:
    tax|taxes|impuesto*
payment plans:
    pay|paying|pagar|pago|pagos|pagarlo|pagarle little|half|weekly|installments|partes|plazos|mitad|poquito|abonos|
        payday|paycheck|quincena|quincenas|cachitos
upfront payment:
    pay|pago|pagar|paga|pagan|pays|money|cobran|cobra|paying|payment before|after|first|when|later|drop|now|upfront|
        front|antes|despues|cuando|primero|ultimo|final|entreg*|done|pick
deposit:
    down|deposit*|anticipo|adelanto|hold put|money|require*|need|leave|dej*|dar|something|card
payment:
    cash|card|cards|debit|credit|discover|visa|zelle|venmo|paypal|reader|efectivo|tarjeta*|transfer|transferir|
        transferencia|cashapp|checks|amex|mastercard|chime|bitcoin !sim !memory !gift !sd
visit:
    vienen|viene|van|vas hasta|orange|ponte|nassau|beach
    come|comes|coming|travel|drive|go|ir|va|vienen|viene|venir|van house|houses|home|homes|workplace|job|people|casa|
        trabajo|domicilio|aca|office|apartment|apt|residence|customers|clients you|he|brandon|yall|el|ella|ustedes|
        usted|a|someone|somebody !where !how !puedo
    more|extra|mas|fee|charge|much come|comes|venir|vengan|vienen|travel here|aqui|aca|out|me|us !i !bring
robot:
    real|live|actual|human|bot|bots|machine|robot|persona|humano|maquina|automatic*|automated you|this|talk*|reading|
        usted|hablo|is|texting|eres|es|esto|chat !screen* !deal !number !part* !apple
    somebody|someone|anybody|anyone actually|really|even reading|reads|answering|behind|typing|there
    who|whom|quien|name|nombre|gusto be|might|am|with|gusto|tengo|hablo|atiende|escribe|chatting|texting|speaking|
        talking|
        your|tu|su !fix* !repair* !work* !arregl*
right place:
    ones|place|number|shop|guys|people|lugar|taller|aqui|aca fix|repair|repairs|fixes|arreglan|reparan|componen phone|
        phones|telefonos|celulares|cell right|that|is|es|this|did|donde|verdad
who repairs:
    who|whos|quien|himself fix*|work|working|repair*|do|does|arregl*|repar*|hace|handle*
    send|ship|away|elsewhere|house|onsite|mandan|llevan|here fix|repair|do|phones|them|it|lado in|off|out|away|
        elsewhere|somewhere|otro
experience:
    good|buenos|reliable|trusted|confiables any|you|son|are
    experience|experiencia|certified|licensed|trained|qualified|expert*|professional*|capacitad*|certificad*|insured
    know|good|done|many|long|worked what|at|lot|these|doing|business|been|iphones|samsungs|this !screen !take !take
        !will !price !fix !where !phone
sent along:
    wife|husband|son|daughter|mom|dad|mother|father|brother|sister|friend|neighbor|cousin|coworker|esposa|esposo|hijo|
        hija|hermano|hermana|mama|papa|amigo|amiga|vecino|vecina|alguien|someone|somebody|roommate drop|drops|bring|
        brings|take|llevar*|lleva|dejar*|traer*|leave
pickup:
    grab|collect|recoge|recoger*|recoja|get roommate|husband|wife|son|daughter|mom|dad|friend|someone|esposo|esposa|
        hijo|hija|hermano|mama|alguien
    text|call|notify|avisan|avisa|llaman|mensaje|know when|cuando|once ready|done|fixed|listo|lista|finished
what to bring:
    bring|llevar|llevo|traer|need what|anything|something|algo|que|besides|else|charger|id|cable|box|identificacion|
        cargador|paperwork !it !in
sim card:
    sim|chip keep|take|leave|remove|saco|dejo|quito|out|sacar|quitar
passcode:
    passcode|password|pin|code|clave|contrasena|codigo|patron need|give|leave|want|tell|dejo|doy|dejar|dar|necesit*|
        ocupan|have
loaner:
    lend|borrow|loan|prest* out|me|have|any|while|tienen|mientras|telefono
    borrow|loaner|loan|lend|prest*|rent phone|one|uno|celular|telefono|something
refund:
    refund*|reembols*|devoluci*
change:
    charge*|fee|cobr*|multa|penalty|trouble|pay miss|missing|cancel*|show|falt*|reschedule|late|voy
    cancel*|reschedule|miss last|if|late|minute|policy|something what|how|can|que|puedo|si
reminder:
    remind|reminder*|recordatorio*|recuerdan|recordarme
    text|avis*|mensaje|message before|antes|ahead appointment|cita|day|dia|time|hour
contact:
    website|site|instagram|facebook|fb|email|correo|pagina|tiktok|social|whatsapp !order !part
phone number:
    number|numero call|llamar|llamo|shop|your|su|tu|telefono !my !mi !wrong
reviews:
    review|reviews|resenas|opiniones|ratings
stock:
    order|pedir|stock|ordenar|hand|available|disponible* part|parts|pieza|piezas|screen|screens|pantalla*|bateria*|
        battery|batteries !i
battery life:
    lifespan|last|long|years|dur*|anos|months|meses new|nueva|nuevas|replacement|yours battery|bateria|pila|batteries
which model:
    how|what|que|cual|como|which tell|know|find|see|se|saber i|it|tengo|es|mine galaxy|iphone|samsung|phone|ipad|
        telefono|celular have|is|tengo|es|this
    model|modelo|version|kind how|check|find|see|tell|como|donde|ver|saber|know|look|se iphone|phone|telefono|es|have|
        it|tengo|this|mine
business:
    company|business|empresa|office|fleet|school|employees|church|escuela|negocio phones|devices|telefonos|tablets|
        ipads|celulares|equipos|account|bulk
insurance:
    insurance|asurion|applecare|deductible|seguro !estoy !estar !no
languages:
    speak|speaks|habla|hablan|atienden|talk spanish|english|espanol|ingles|creole|portuguese
mail-in:
    ship|mail|mandar*|enviar*|send phone|it|celular|telefono|out|correo|paqueteria|los|my in|to|state|por|through|fedex|
        ups|usps|mail|correo !text !picture* !photo* !pin !address
wait:
    espero|espere|vuelvo|regreso ahi|o|alla|despues|luego
    wait|waiting|sit|sitting|seat*|chair*|sillas|lobby|hang|esperar|esperarlo|sentar*|quedarme !long !said
    leave|drop|dejar* overnight|there|ahi|night|dia|or|type
duration:
    tardado|tardada|lengthy|quickly|rapido
    long|quick|quickly|fast|rapido|tiempo|tard*|demor*|rato|hurry|prisa|turnaround take|need|usually|all|are|is|tienen|
        tardan|how|que|do|can|cuanto|tanto|thing|kind|fix !open !ago !been
    all|todo day|dia thing|take|tarda
    time kind|much|roughly|usually|about talking|take|need|screen|battery|fix
"""

_TOLD = """
repair water damage:
    splash*|sprinkler*|soaked|drenched|doused it|phone|my|telefono|wet|me
    rain|pool|lake|ocean|toilet|puddle|tub|sink|bath|river|creek|charco|alberca|piscina|inodoro|lavadora|lluvia|laundry|
        washer fell|fall|dropped|left|got|went|jumped|cayo|cayeron|metio|mojo|threw|in|into|out|hundio phone|it|cel*|
        telefono|iphone|my|mi|se !hours !vacation
    drink|coffee|beer|water|soda|juice|agua|cafe|refresco|cerveza|jugo spill*|knocked|poured|threw|tiraron|derram*|cayo|
        echaron|got|inside|splash* phone|it|cel*|telefono|iphone|my|mi|on|le
repair back glass:
    back|rear|atras|trasera|trasero|detras|backside shatter*|crack*|broke*|busted|smashed|chipped|gone|falling|roto|
        rota|quebr*|estrell*|raj* !camera !come !lens !camara
repair battery:
    runs|goes|drops|run down|out quick*|fast
    die|dies|died|cuts|shuts|dying at percent|5|10|15|20|25|30|40|50|60
    paso|vivo|siempre|todo cargando|cargandolo
    cant|not|doesnt|dont|wont charge|battery last|hold|keep|stay
    die|dies|dead|dying|muere|died|drain*|descarga*|acaba|vacia|unplug* before|by|hour|hours|work|lunch|day|noon|midday|
        ratito|hora|horas|fast|quick|quickly|unplug*|rapido|pronto|constantly
    charger|plugged|plug|conectado|cargador|enchufad*|cargando|charging all|always|keep|todo|siempre|constantly|whole
        day|time|dia|tiempo|connected|conectado|on
    capacity|health|salud|capacidad low|service|bad|percent|says|at|dice|degraded|new|weak|is
    charge|bateria|pila|carga nothing|hold|lasts|last|dura|aguanta|gone|ratito|nada|poquito not|cant|wont|dont|doesnt|
        no|ya|barely|hardly|for
repair charging port:
    cant|wont|not|doesnt|dont|no|aint|nada|barely|flojo|floja|loose|stuck|tierra|dirt|lint|wiggle|falls|falling|sucio|
        nothing|wont|neither charge|charges|charging|cargador|carga|cargar|charger|cord|cable|plug|plugs|plugged|port|
        enchuf*|conect* !battery !bateria !sell !have !free !you
    plugged|charger|conectado night|hours|hora*|noche still|0|zero|nothing|cero|sigue
    donde|where|hole|hoyo carga|charge|charges|charger|plug tierra|dirt|lint|loose|broke*|stuck|metio|bent|sucio|messed|
        damaged
trouble microphone:
    understand|entienden|entiende|underwater me|voice|im people|they|dont|cant|no|nobody|nadie|say
    hear|hears|hearing|oye|oyen|escucha|escuchan me|voice|voz nobody|cant|not|nadie|no|dont|people|they|barely|when|
        doesnt|wont|noone
trouble earpiece:
    hear|oigo|escucho call|calls|them|people|everybody|llam*|hablan|hablo|marcan|em|anyone i|no|casi|cant|dont
trouble speaker:
    hear|oigo|sound|sounds|sonido|ring|rings|music|audio|volume|volumen|suena no|not|dont|cant|doesnt|low|busted|
        nothing|wont|ya|without|ningun*|bajito|crackl*|scratch*|muffled !you
trouble camera:
    pictures|photos|pics|fotos|selfies|videos|photo|picture|lens blurry|black|fuzzy|borros*|oscur*|dark|foggy|blur|
        cracked|shaky|unfocused
trouble fingerprint:
    finger|fingerprint|dedo|huella|thumb read|recognize|reads|lee|scan|reconoce|detect
trouble face id:
    face|cara|rostro recognize|recognizes|reconoce|read|scan|unlock|know|knows|lee
trouble boot loop:
    apple|logo|sign|manzana|manzanita|samsung stuck|keeps|cuts|goes|off|over|screen|se|going|queda|freezes !care !you
        !store !id
    restart*|reboot*|reinicia* keeps|itself|over|stop|solo|again|se|wont
    prende|turns|enciende apaga|off rato|again|solo|sola|back|y
trouble signal:
    bars|service|signal|senal|reception|network|sos no|not|aint|wont|dont|only|cant|sin|zero|lost|drops|keeps|pierde|
        says !you
trouble touch:
    click|clicks|types|opens|taps|scrolls|moves|typing|presses|mueve|abre|marca|pica|touches itself|own|alone|sola|solo
    touch|tactil|dedo not|dont|wont|doesnt|half|part|no|nothing respond*|responde|work|works|agarra|press
trouble vibration:
    buzz|buzzes|vibrate|vibrates|vibra not|dont|doesnt|wont|no|stopped|quit
trouble frame:
    bent|bend|warped|chueco|doblo|doblad*|curved|torcid* !corner
trouble software:
    app|apps|everything|juegos|games close|closes|crash*|closing|shut*|cierra|cierran
    pasma|frizea|friza|cicla seguido|mucho|cada|se
    slow|lag|lags|laggy|lento|lenta|freez*|glitch*|traba|congel*|frozen|crash*|virus|hacked|hackearon phone|it|cel*|
        telefono|iphone|ipad|tablet|samsung|android|keeps|apps|se|my !you !he
trouble no power:
    wont|not|no|dont|doesnt|cant|ya|quit turn|come|power|prend*|enciend*|encend*|boot|start on|back|up|prend*|enciend*|
        encend*
    dead|muerto|killed|died|murio phone|it|ipad|cel*|telefono|iphone|tablet|black my|mi|completely|just|all|se|do|the
        !battery !dad !mom
trouble not working:
    something|algo|theres|sumn wrong|bad|mal|off|pasa|raro phone|it|cel*|telefono|iphone|ipad|this|tablet
    acting|act fool|crazy|weird|funny|stupid|strange|loco|up|wild|possessed|dumb
    tore|torn|messed|jacked|effed|screwed|trashed|destroyed|toast|fried phone|it|up|iphone|ipad|my|tablet
    no|ya sirve|jala|funciona cel*|telefono|mi|tablet|iphone|ya
"""


class _Group(NamedTuple):
    words: frozenset[str]
    beginnings: tuple[str, ...]
    is_barred: bool

    def fits(self, word: str) -> bool:
        return word in self.words or word.startswith(self.beginnings)

    def is_in(self, words: Set[str]) -> bool:
        return not self.words.isdisjoint(words) or (
            bool(self.beginnings) and any(word.startswith(self.beginnings) for word in words)
        )


def topic_hint(said: str, fewest: int = 1) -> Token | None:
    """Return the topic that the words of the text are about, by at least this many groups, or None."""
    return _best(said, _rows(_ASKED), fewest)


def trouble_hint(said: str) -> Token | None:
    """Return the repair or the trouble that the words of the text describe, or None."""
    return _best(said, _rows(_TOLD), 1)


# A row that is too long continues on the next line, indented, after a group or inside one.
_BREAK = re.compile(r"(?:(\|)|(?<=[^|]))\n {8}")


@cache
def _rows(table: str) -> Sequence[tuple[str, Sequence[_Group]]]:
    rows, value = list[tuple[str, Sequence[_Group]]](), ""
    for line in filter(None, _BREAK.sub(lambda match: match[1] or " ", table).splitlines()):
        if not line.startswith(" "):
            value = line.rstrip(":")
        else:
            rows.append((value, tuple(map(_group, line.split()))))
    return rows


def _group(written: str) -> _Group:
    words = written.removeprefix("!").split("|")
    return _Group(
        frozenset(word for word in words if word[-1] != "*"),
        tuple(word[:-1] for word in words if word[-1] == "*"),
        written[0] == "!",
    )


_SENTENCE = re.compile(r"[^.?!;\n]+")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")


def _best(said: str, rows: Sequence[tuple[str, Sequence[_Group]]], fewest: int) -> Token | None:
    found = [hint for sentence in _SENTENCE.finditer(said) for hint in _hints(sentence, rows) if hint[0] >= fewest]
    return max(found, key=lambda one: one[0])[1] if found else None


def _hints(sentence: re.Match[str], rows: Sequence[tuple[str, Sequence[_Group]]]) -> Iterator[tuple[int, Token]]:
    """Find what the sentence hints at, each with the number of groups it matched."""
    words, ends = dict[int, str](), dict[int, int]()
    for match in _WORD.finditer(sentence[0]):
        word = match[0].replace("'", "")
        start = sentence.start() + match.start()
        words[start], ends[start] = lexicon.SAME_WORD.get(word, word), sentence.start() + match.end()
    said = frozenset(words.values())
    for value, groups in rows:
        if any(group.is_in(said) is group.is_barred for group in groups):
            continue
        places = [_places(group, words) for group in groups if not group.is_barred]
        if _are_apart(places):
            start = min(places[0])
            kind, _, name = value.partition(" ")
            is_told = kind in ("repair", "trouble")
            end = ends[start]
            yield len(places), Token(name if is_told else value, kind if is_told else "topic", start, end)


def _places(group: _Group, words: Mapping[int, str]) -> set[int]:
    return {place for place, word in words.items() if group.fits(word)}


def _are_apart(places: Sequence[set[int]]) -> bool:
    """Tell whether each group has a word to itself."""
    if not places:
        return True
    first, *rest = places
    return any(_are_apart([other - {place} for other in rest]) for place in first)
