"""How customers say things, English and Spanish: each dialogue act with its phrases.

A phrase is a row of words: `a|b` is either, `word?` is optional, `word*` is any word that begins with these letters,
`..` is up to three words, and `<class>` is a word of that class or an entity that has already been read (`<device>`,
`<repair>`, `<trouble>`, `<thing>`, `<topic>`, `<time>`). Phrases are written in plain letters, without accents or
apostrophes, and never cross a mark such as a period. A row continues on the next line if that is indented further. The
longest phrase that fits wins; of two that are equally long, the earlier one.
"""

from collections.abc import Mapping

# One word for another that means the same. A word that means different things in the two languages must not be here.
SAME_WORD: Mapping[str, str] = {
    **dict.fromkeys("u ya'll yall yal yous".split(), "you"),
    **dict.fromkeys("ur urs yalls".split(), "your"),
    **dict.fromkeys("pls plz plss plse pleas".split(), "please"),
    **dict.fromkeys("thx thks thnx ty tysm thankyou tks thanx".split(), "thanks"),
    **dict.fromkeys("appt appts apt apptmt appointment appointments appoinment apoinment".split(), "appointment"),
    **dict.fromkeys("wanna wana".split(), "want"),
    **dict.fromkeys("gonna gunna finna".split(), "going"),
    **dict.fromkeys("gotta gota".split(), "need"),
    **dict.fromkeys("cannot cant cnt".split(), "cant"),
    **dict.fromkeys("dont dnt".split(), "dont"),
    **dict.fromkeys("doesnt dosnt dosent doesent dsnt".split(), "doesnt"),
    **dict.fromkeys("aint isnt isn".split(), "isnt"),
    **dict.fromkeys("cuz coz becuz cause bc".split(), "because"),
    **dict.fromkeys("nvm nevermind nvmd".split(), "nvm"),
    **dict.fromkeys("resched reschedual rescedule reschedulle rescheduling".split(), "reschedule"),
    **dict.fromkeys("cancell cancle cansel cacel canel cancelling canceling".split(), "cancel"),
    **dict.fromkeys("tambn tmb tb".split(), "tambien"),
    **dict.fromkeys("q ke".split(), "que"),
    **dict.fromkeys("kiero qiero qero kero".split(), "quiero"),
    **dict.fromkeys("kiere qiere".split(), "quiere"),
    **dict.fromkeys("xq pq porq".split(), "porque"),
    **dict.fromkeys("porfa porfis porfavor pf porfas".split(), "porfavor"),
    **dict.fromkeys("ola holaa holaaa".split(), "hola"),
    **dict.fromkeys("grax grasias gracia".split(), "gracias"),
    **dict.fromkeys("wat wut whut wht".split(), "what"),
    **dict.fromkeys("whens wen wens".split(), "when"),
    **dict.fromkeys("goin goina".split(), "going"),
    **dict.fromkeys("tha da teh".split(), "the"),
    "wats": "whats",
    **dict.fromkeys("whatcha whacha watcha whatchu whatcho".split(), "what"),
    "prt": "port",
    "phn": "phone",
    "ys": "yes",
    "anotha": "another",
    "com": "come",
    "aks": "ask",
    "em": "them",
    "thru": "through",
    "hw": "how",
    "shld": "should",
    "mch": "much",
    "r": "are",
    "w": "with",
    "b4": "before",
    "rn": "now",
    "lmk": "tell",
    "msg": "message",
    "pa": "para",
    "hrs": "hours",
    "adress": "address",
    "addy": "address",
    "addres": "address",
}

_BEFORE_LIKE = "is was are and a an the my have has got with its it's at for but so".split()
_BEHIND_ESTE = (
    "quiero quisiera necesito ocupo tengo si no pues eh para mi la el un una a que cuanto es se me yo cual cuando "
    "donde como puedo puede pueden y manana hoy mejor hola buenas"
).split()
# What people say while they think: it says nothing, wherever it stands. "Uh huh" is a yes, and "uh uh" is a no.
HESITATIONS = (
    r"(?<!uh )(?<!uh-)\b(?:uh+|um+|uhm+|er|erm|eh+)\b(?![ -](?:huh|uh|oh)\b)",
    r"(?<!mm )(?<!m )\b(?:hmm+|mm+)\b(?= [a-z0-9])(?! (?:hm+|mm+|no|m)\b)",
    r"(?<!do )(?<!if )(?<!let )(?<!dont )(?<!n't )(?<!did )(?<!as )(?<!that )(?<!would )(?<!how )\byou know\b"
    r"(?! (?:if|what|how|when|where|who|why|that|an?|any|the|about|my)\b)",
    rf"(?:{'|'.join(rf'(?<=\b{word} )' for word in _BEFORE_LIKE)})like\b(?! (?:to|new|that|this)\b)",
    r"^like\b(?= [a-z0-9])",
    rf"\beste(?= (?:{'|'.join(_BEHIND_ESTE)})\b)",
    r"\bo sea\b",
    r"(?<=[a-z0-9] )pues\b(?= [a-z0-9])",
)

# What speech recognition makes of a device's name, and things "dropped" that did not fall.
HEARD = (
    (r"^kk?(?= (?:at )?\d)|^alr(?= (?:at )?\d| then\b| cool\b)", "ok"),
    (r"\b(?!tomorrow\b)(?:t[ou]?|2)m+[aoe]?r+[aoe]?w\b", "tmrw"),
    (
        r"\bdropped (it|them|that|one|(?:my|the|our) (?:phones?|cell)) off\b(?! (?:a|the|my) (?!other))",
        r"brought \1 in",
    ),
    (r"\bdropped off(?= (?:it|them|my|the|our|an?)\b)", "brought in"),
    (r"\b(?:eye|i|hi) (?:phone|fone|fon)(?=s?\b)", "iphone"),
    (r"\b(?:eye|i) pad(?=s?\b)", "ipad"),
    (r"\bfront (and|&|n|y|plus) back\b(?! (?:cameras?|door|yard|pocket))", r"screen \1 backglass"),
    # What customers who know no models call an iPhone.
    (r"\ban? apple(?: logo| symbol| sign)? (?:on|in) (?:(?:the|its) )?(?:back(?: of it)?|it)\b", "iphone"),
    (r"\buna manzan(?:a|ita)(?: mordida)?(?: por| en la parte de)? (?:atras|detras)\b", "iphone"),
    (r"\bapple (?:cell ?)?phone(?=s?\b)", "iphone"),
    (r"\bb(?:ac|ak|ck)\b(?= gl)", "back"),
    (r"\bcam\b(?! code)", "camera"),
    (r"\btern(?=s|ed|ing|\b)(?= on| off)", "turn"),
    (r"\b(hey|ok|oye|hi) (?:siri|google|alexa)\b", r"\1"),
    (r"\bpor fa\b", "porfa"),
    (r"\bd (?=las?\b|los?\b|el\b|mi\b|una?\b)", "de "),
    (
        r"\b(screen|front|display|pantalla)\b([^.?!]{0,25}) (?:and|y) (?:so(?: i|')?s |tambien )?(?:the "
        r"|la (?:parte )?(?:de )?)"
        r"(?:back|atras)\b(?! (?:cameras?|door|yard|pocket|of|in|button|to|glass))",
        r"\1\2 and the backglass",
    ),
    # A letter on the list, spelled out.
    (r"\b([a-h]) (?:as in|like in|is for) \w+", r"\1"),
    (
        r"\b([a-h]) de (?:avion|arbol|amor|burro|bueno|barco|casa|carro|coche|dedo|dado|david|elefante|foca|gato)\b",
        r"\1",
    ),
    (r"\b(te|le|les) marco\b", r"\1 hablo"),
    (r"\blook at (?=(?:my|the) (?:schedule|calendar|planner|agenda)\b)", "check "),
    (
        r"\b([a-h]) for (?:apple|alpha|boy|bravo|baby|bob|bear|cat|charlie|car|dog|delta|david|daddy|echo|frank"
        r"|golf)\b",
        r"\1",
    ),
    (r"\b(cualquiera|ninguna|alguna|una) de las dos\b(?! de)", r"\1 de ellas"),
    (r"\blos dos\b(?=\s*(?:$|[.,!?])| (?:por|porfavor|juntos|seguidos|gracias))", "ambos"),
    (r"\bno matter (?=what|how|which)", "despite "),
    (r"^(no|ay no|mm no) (?=(?:el|la|los|a las?|mejor)\b[^,.?!]{1,25}\bmejor$)", r"\1, "),
    (r"\bporfis\b", "porfa"),
    (r"\b(?<!a )las (?:dos|2) (?=(?:me )?(?:estan|quedan|sirven|funcionan|vienen)\b)", "ambas "),
    (
        r"\bi (?:do(?:nt|n't| not)|never) work(?= (?:on )?(?:mon|tue|wed|thu|fri|sat|sun|week|that day|morn|after|even"
        r"|today|tomorrow|tmrw))",
        "im off",
    ),
    # A double negative is a single one: the "no" after the trouble takes nothing back.
    (r"(?<=[a-z]) no more\b(?= *(?:$|[.,!?;]|and|but|on|when))", " anymore"),
    (
        r"(?<!pantalla )(?<!bateria )(?<!pila )(?<!vidrio )(?<!carga )\b(?:pal|para el|pa el) "
        r"(1[89]|2\d|3[01])\b(?! ?(?:%|dolar|peso|buck|plus|ultra|fe|pro|de |[:/]))",
        r"para el \1 de este mes",
    ),
    (
        r"(?<!iphone )(?<!iphone)(?<![0-9:$])\b(1[0-2]|[1-9]) (?:con|y) (15|30|45)\b"
        r"(?! ?(?:%|por ?ciento|dolar|usd|peso|min|dia|menos))",
        r"\1:\2",
    ),
    # Hours spelled as they sound.
    (r"\b(at|around|by|like) (?:to|too)\b(?= (?:pm|p m|oclock|o'clock|in the afternoon)\b|\W*$)", r"\1 2"),
    (r"\b(at|around|by|like) (?:for|fore)\b(?= (?:pm|p m|oclock|o'clock|in the afternoon)\b|\W*$)", r"\1 4"),
    (r"\b(at|around|by|like) won\b(?= (?:pm|p m|oclock|o'clock|in the afternoon)\b|\W*$)", r"\1 1"),
    (r"\blas? dies\b", "las diez"),
    (r"\blas? onse\b", "las once"),
    (r"\blas? dose\b", "las doce"),
    (r"\blas? [sc]in[ck]o\b", "las cinco"),
    (r"\blas? [ck]uatro\b", "las cuatro"),
    (r"\blas? nuebe\b", "las nueve"),
    (r"(?<!phone )(?<!fon )(?<!fone )\bx (?=(?:el|la|los|las|mi|un|una|eso|favor|que)\b)", "por "),
    (r"\biphone (?:ex|x|ten|equis) (?:are|our|r|erre)\b", "iphone xr"),
    (r"\biphone (?:ex|x|ten|equis) (?:ess|s|es|ese)\b", "iphone xs"),
    (r"\biphone (?:ess|es|s) (?:ee|e|eee)\b", "iphone se"),
    (r"\biphone (?:ex|equis)\b", "iphone x"),
    (
        r"\b(mama|papa|mami|papi|abuel[ao]|abuelit[ao]|espos[ao]|hij[ao]|herman[ao]|ti[ao]|madre|padre) "
        r"((?:que|q|ya) )?(?:se )?murio\b",
        r"\1 \2fallecio",
    ),
    (r"\bex (?:are|our)\b(?= (?:screen|battery|back|charging|glass|port|display))", "xr"),
    (r"\b(?:ess|ese) (?=(?:\d|twent|ten\b|nine\b|eight\b|veint|diez\b))", "s "),
    (r"\b(galaxy|samsung) (?:ess|es|ese|as) (?=(?:\d|twent|ten\b|nine\b|eight\b|veint|diez\b))", r"\1 s "),
    (r"\bay (?=(?:\d\d|ten\b|\w+teen\b|twent|thirt|fift)[a-z0-9 ]*\b(?:samsung|galaxy)\b)", "a "),
    # What callers say to reach a person.
    (
        r"^\W*(?:(?:uh|um|er|just|eh|este|pues)\W+){0,3}(?:zero|cero|(?:the owner|brandon|a person|somebody|someone"
        r"|an? (?:real )?human|(?:(?:the|a|your) )?(?:manager|supervisor)|(?:leave (?:me )?a )?voicemail"
        r"|(?:put|patch) me through(?: to (?:him|brandon|the owner|somebody|someone))?"
        r"|(?:connect|transfer) me(?: to (?:him|brandon|the owner|somebody|someone))?)(?: please)?"
        r"|(?:con )?(?:el dueno|brandon|una persona|alguien|(?:el )?gerente|(?:el )?encargado)(?: por ?fa(?:vor)?)?"
        r"|(?:dejar )?(?:un )?(?:mensaje en el )?buzon de voz|(?:me comunica|comuniqueme|paseme)(?: con \w+)?)\W*$",
        "representative",
    ),
    # What is wanted of somebody is asked of him: "that he call me" is "call me".
    (
        r"^\W*(?:(?:quiero|quisiera|necesito|puede|podria|me gustaria|dile|digale)\W+)?"
        r"(?:(?:a )?(?:brandon|el dueno|el)\W+)?(?:que\W+)?(?:(?:brandon|el dueno|el)\W+)?me (?:llame|marque)\b",
        "llamame",
    ),
    # "What?", to have the last thing said again.
    (
        r"^\W*(?:(?:im|i'm|i am|sorry|wait|oh)\W+){0,3}(?:what|huh|pardon(?: me)?|excuse me what|mande(?: usted)?"
        r"|(?:(?:please|say it|say that|tell me|and|y|perdon|disculpe|a ver)\W+)?(?:one more time|once more|once again"
        r"|again|otra vez|una vez mas|de nuevo|nuevamente)(?: please| por favor| porfavor| sir| maam)?"
        r"|(?:please )?repeat(?: please)?)\W*$",
        "repitelo",
    ),
    (r"^\W*(?:(?:hola|bueno|alo|si|oiga|oye)\W+)*(?:se )?me (?:escucha|oye)s?(?: bien)?\W*$", "sigue usted ahi"),
    (r"^\W*(?:uh|nuh|unh)[ -]uh\W*$", "no"),
    (r"(?<=\d)'s (?=fine|good|great|ok|okay|perfect|best|better)\b", " is "),
    (r"\bone of (?:those|them|these)(?= (?:is fine|is good|works|sounds|will work|will do|would)\b)", "any of them"),
    # A "second" of time is no place in a list.
    (
        r"\b(one|a|just a|half a|another) second\b(?! (?:one|option|opinion|time|phone|generation|choice|slot|battery"
        r"|screen|repair|device|line|iphone))",
        r"\1 moment",
    ),
    (r"\bun segund(?:o|ito)\b", "un momento"),
    # Words that recognizers mistake.
    (r"\boh clock\b", "o'clock"),
    (r"\b(?:buy|bye) the way\b", "by the way"),
    (r"\bpro (?:macs?|maps?|match|mask)\b", "pro max"),
    (r"\biphone (?:ex|equis) ar\b", "iphone xr"),
    (r"(?<!iphone )\bx ([rs])\b(?! (?:e|a)\b)", r"iphone x\1"),
    (r"\b(?:samson|sam sung|sam song|sansung|samsun)\b", "samsung"),
    (r"\bgalaxy (?:is|its|as) (?=\d\d)", "galaxy s "),
    (
        r"^(\W*(?:(?:it's|its|it is|i have|i got|i think|is|es|tengo|uh|um|samsung|yes) )*(?:an? |un )?)a ([2-9]\d)"
        r"(?=\W*$)",
        r"\1a\2",
    ),
    (r"\bdouble (?:u|you)\b", "w"),
    (r"\bdouble ([a-z])\b", r"\1 \1"),
    (
        r"\b(my|his|her|our|an|the|mi|su|del|el|un) a (\d\d)\b"
        r"(?! ?(?:[ap]m\b|[:%]|dolar|dollar|bucks|peso|min|hour|hora|dia|day|iphone|pro\b))",
        r"\1 a\2",
    ),
    (r"\bpixel (\d) a\b", r"pixel \1a"),
    (r"\b(?:galaxy |samsung )*s ?(2\d)s\b", r"galaxy s\1s"),
    (r"\bk(?=(?:uant|uand|on\b|omo\b|arg|ambi))", "c"),
    # "Both" of the bookings to cancel, not two o'clock.
    (r"\b((?:cancel|anul|quit|borr)\w*) las (?:dos|2)(?! de\b)\b", r"\1 ambas"),
    (r"\b(galaxy|samsung) (?:ay|hey) (?=(?:\d\d|ten\b|\w+teen\b|twent|thirt|fift|veint|trein|cinc))", r"\1 a "),
)

# The words that a misspelt one is corrected to: those that decide what a text means. NOT_MISSPELT has words that look
# like one of them but are correct; every word known anywhere in the reading is left alone, too.
SPELT = """
monday tuesday wednesday wendsday thursday friday saturday sunday lunes martes miercoles jueves viernes sabado domingo
january february march april june july august september october november december
enero febrero abril mayo junio julio agosto septiembre octubre noviembre diciembre
today tomorrow morning afternoon evening tonight weekend week manana tarde semana temprano hoy
iphone samsung galaxy pixel motorola android ipad telefono celular phone model modelo
screen battery charging charger port camera speaker microphone button glass water damage replacement repair replace
cracked broken shattered display headphone fingerprint volume back case
pantalla bateria vidrio cristal camara puerto bocina boton cargador reparacion
quebrada quebrado
how much price cost quote discount warranty address located available availability appointment schedule reschedule
cancel move change somewhere someone somebody around open close anything something anytime earliest second first third
another other want need come bring when what where which should please thanks yes yeah sure okay right
cuanto precio cuando donde disponible disponibilidad horario cita
gracias favor nombre direccion descuento garantia primera segunda tercera abierto
despues ubicados
"""
# Spanish verbs have other forms one letter away ("lleve", "llevar"): these are corrected by sound only.
SPELT_BY_SOUND = """
centro reparar arreglar cambiar cambio rota cancelar quiero necesito puedo puede tienes tienen llamo hacen
enciende prende quedo queda quebro quebrada recogi recoger
revisar cobran cobrar tardan arreglan pueden podria quisiera llevar agendar aceptan cuesta carga buenas buenos ustedes
"""
NOT_MISSPELT = """
abrir acierto augusta augusto bacteria baton bling boon boring botin brig brink broker cadera cancer cancers canto
carcel cargado carla carpa carta casera cellar celula cesta charming charter charting chose clone closet conciliar
consular counselor cracker cresta cuento cuestas cunado descenso descent direction disposable dominio domino entero
filed fined fist flavor frida gloss grass haven horaria junior juno junto lanes llano locate lungs manada marcha mares
marsh marte mates miracles miraculous moaning modal modes motel mourning otter pedo phony piel preciso predio premio
previo prick pride prime prince prone puerco puesto queen quieto quota relajacion repaid reparations repasar represion
repression reputacion respiracion sabido salado scattered scream screams screw seguida semanal sheltered somethings
forest frost crooked abound barring bearing conceal gracioso graciosa gracious cabron cubrir despise weakened primaria
telefonia garante aborto someones ensenada ensenado llenar lleva podia podrida prenda coran agenda agendas aceptar
soothing sturdy tanks tercer tercero ternera thirds vienes wafer wager warrants watery whore
"""

# Signs that stand for a word.
SIGNS: Mapping[str, str] = {
    **dict.fromkeys("\U0001f44d\U0001f44c\u2705\u2714\U0001f64c\U0001f197", "yes"),
    **dict.fromkeys("\U0001f44e\u274c\U0001f645", "no"),
    **dict.fromkeys("\U0001f64f\u2764\U0001f60a", "thanks"),
}

CLASSES: Mapping[str, str] = {
    "appointment": (
        "appointment booking bookings reservation visit slot spot repair appt cita citas turno reserva reservacion hora"
    ),
    "you": "you guys brandon he him they she linda owner shop store usted ustedes tu ellos el",
    "i": "i im we were yo nosotros ive weve",
    "my": "my our mine his her their the mi mis su sus la el mom moms dad dads wife wifes husband husbands daughter "
    "daughters son sons kid kids brother brothers sister sisters friend friends",
    "it": "it that this them those these one eso esto esa ese lo la",
    "be": "is are was be its thats were esta estan es son",
    "not": "not no never dont doesnt isnt wont cant didnt wasnt arent nunca tampoco",
    "good": "fine good ok okay great perfect alright intact bien buena bueno perfecta perfecto",
    "very": "very really so super too all still just muy todo",
    "please": "please porfavor por favor kindly",
    "person": "person human people somebody someone anybody anyone agent representative rep operator manager owner "
    "brandon technician tech persona humano alguien dueno gerente tecnico representante",
    "bring": "bring drop take come stop swing pass leave get send traer llevar pasar dejar ir venir",
    "fix": "fix repair replace change do work handle arreglar reparar cambiar hacer arreglan reparan cambian hacen "
    "arregla repara cambia hace trabajan trabaja",
    "fixed": "fixed repaired replaced changed done arreglado reparado cambiado arreglada reparada cambiada arreglar "
    "reparar cambiar",
    "family": "wife wifes husband husbands mom moms mother mothers dad dads daughter daughters son sons girlfriend "
    "boyfriend brother sister friend friends kid kids grandma esposa esposo mama papa hija hijo novia novio hermana "
    "hermano amigo amiga cousin cousins uncle aunt nephew niece grandson granddaughter grandpa granny nana abuela "
    "abuelo prima primo tia tio sobrino sobrina nieto nieta suegra suegro cunado cunada fiance fiancee neighbor "
    "coworker roommate vecina vecino nino nina ninos",
}
FAMILY = frozenset(CLASSES["family"].split())

# Words that may be part of an order and change nothing about it.
FILLER = frozenset(
    (
        "a an the my mine our your his her their me us i im we it its that this to for of on at in with and also just "
        "so then well now ok okay yes yeah yep sure please hi hey hello yo hiya howdy good morning afternoon evening "
        "linda brandon bro man sir maam miss dude buddy boss fam lol thanks thank you much appreciate sounds great "
        "perfect fine nice cool finally geez jeez ugh awesome sweet bet works work can could may would will like want "
        "need needs wants get "
        "got have has be is are was come coming by bring drop off take book schedule reserve set up put down make "
        "appointment booking slot spot time visit phone phones cell cellphone device one new fix fixed fixing repair "
        "repaired repairs replace replaced replacement change changed done let lets go do as about around maybe from "
        "there see going some any hoping looking um uh uhh umm er know mean actually instead rather wife wifes "
        "husband husbands mom moms dad dads son sons daughter daughters kid kids friend friends busted broken broke "
        "cracked smashed shattered damage damaged glass still today "
        "un una el la los las lo le mi mis su sus de del al en con para por y o que es esta ser favor porfavor "
        "hola buenos buenas buen dias tardes noches gracias quiero quisiera necesito gustaria puedo podria pueden "
        "puede cita turno hora reservar agendar apartar sacar hacer pasar ir venir voy llevar traer telefono celular "
        "movil cel arreglar arreglo reparar reparacion cambiar cambio mejor entonces bueno claro si vale dale esposa "
        "esposo mama papa hijo hija rota roto quebrada quebrado estrellada perfecto bien seria ahi tambien senor "
        "senora senorita jefe jefa amigo amiga reina amor corazon mijo mija hermano compa mami papi carino pana "
        "parce cielo deme dame ponme pongame apunteme apuntame dear hon honey sugar dawg mane cuz sis brother chief "
        "captain homie doc darlin sweetie champ joven muchacho caballero jefecito gang shawty thing everyone "
        "everybody team anoteme anotame agarro tomo escojo elijo prefiero pues pos quedo acomoda caigo echale "
        "reservame aparteme apartame aparta aparte apartala agendame agendeme te hazme campito huequito espacio "
        "espacito sea swap switch snag gimme grab slide squeeze fit n pls"
    ).split()
)

PHRASES = """
distress despair:
    (want|wanna|ready|going|gonna|rather) (to)? (die|be dead|end it all|end my life|kill myself|hurt myself)
    (kill|hurt|harm) (myself|my self)
    suicid*
    (end|ending) (it all|my life)
    (i)? (cant|cannot|can not) (do|take|handle) (this|it|life) (anymore|any more|any longer)
    (no|dont have a) reason to live
    (dont|do not) want to (live|be here|be alive) (anymore|any more)?
    (me quiero|quiero|quisiera) (morir|morirme|matar|matarme)
    (quitarme|acabar con) (mi|la) vida
    (ya)? no (puedo|aguanto) (mas|mas con esto)
    ya no quiero (vivir|seguir viviendo)
distress grief:
    (<family>|dog|cat|puppy|pet) (just|recently)? (died|passed|passed away)
    (passed away|funeral)
    (lost|buried|burying) (my|our) (<family>|baby|parents|grandmother|grandfather|grandpa|uncle|aunt|cousin)
    <family> (is|was)? (dying|in hospice)
    (murio|fallecio|falleció|perdi a) (mi|nuestro|nuestra) (<family>|abuela|abuelo|bebe|tio|tia|primo|prima)
    mi (<family>|perro|perra|perrito|perrita|gato|gata|mascota) (acaba de|se)? (murio|fallecio|morir|fallecer)
    (funeral|velorio|entierro)
want trouble:
    (cant|doesnt|dont|wont|barely|never|can|will) (even|hardly|barely|not)? (make|makes|making|last|get|gets) (it|me|
        all)? (through|past|to|till|until)? ..
        <repair>
nothing:
    (people|ppl|someone|somebody|customers|folks|they|nobody|we|i) (dont|doesnt|never|didnt|forget to|forgot to) (ever)?
        pick (it|them|em|theirs|phones)? up
    (it|its|phone)? (is)? burning (through|up)? (my|the|its|all|so|too)? (my|much)?
        (<repair>|battery|data|power|juice|money|time)
    (is|its)? burning in
    (i|we|he|she|they|<family>|kids) (have|has|got) (a|an|the|my|his|her|our|some)? (piano|soccer|baseball|football|
        basketball|dance|swim|doctors|dentist|job|band|volleyball|big|final|birthday|school|church)? (recital|game|
        practice|meeting|wedding|funeral|test|exam|trip|party|interview|tournament|rehearsal|concert|graduation|
        surgery|flight|dentist|doctors) (on|this|next)? <time>
    (im|i am|ill be|i will be|well be|were) (on|in|at|boarding|catching) (a|the|my)?
        (plane|flight|airport|train|meeting|
        class|surgery|court|shift) <time>
    (my)? (flight|plane|train|class|shift|meeting) (is|leaves|starts|takes off|boards) <time>
    (i|we) (leave|fly|fly out|take off|head out) (town)? <time>
    (and|y|e)? (the|el|la) (other|second|otro|otra|segundo|segunda) (one|phone|telefono|cel)? (right|straight|directly|
        justo|luego|
        enseguida|inmediatamente|despues|ahi) (after|afterwards|behind|luego|despues|mismo|ahi|de ese|de esa|de eso)?
        (it|that)?
    (los|las)? (dos|both|them|em) (seguidos|seguidas|juntos|juntas|back to back|one after (the other|another))
    (no)? (i)? (dont|do not|no) (want|need|quiero|necesito) (another|a different|any other|otro|otra) (day|time|
        appointment|dia|hora|
        cita)
    (when|if|whenever|cuando|si) (people|ppl|they|someone|somebody|anyone|he|she|folks|i|you|my <family>|other people|
        customers)? (call|calls|calling|llaman|llamo|llama) (me|them|people|someone|anyone|out)?
    (cuando|si) me (llaman|llama|hablan|marcan)
    (on|during|in|en) (a|my|phone|las|una)? (call|calls|llamadas|llamada)
    (cuanto|cuanta) (tiempo|tarda*|tardan|se|demora*|dura*|dan|falta|rato|lleva*|toma|garantia)
    (call|calls) (quality|volume|log|center|ended|failed)
    (kill|kills|killing|beat) (the|my) battery
    (car|truck|van|ride|carro|coche|auto|troca) (is|just|has|se|me|se me)? <trouble>
    <trouble> (el|mi|la) (carro|coche|auto|troca|camioneta)
    (no)? hay (nadie|alguien|otro|otra persona) mas
    no (quiero|queremos|quisiera|quisieramos|vaya a|vayan a) (perder*|que se (me|nos)? (borren|pierdan|pierda|borre))
    (lost|loses|losing) (signal|service|connection|my phone)
    (i)? (have|had|put|left) (it|my phone|the phone) (in|on) (rice|a bag of rice)
    (i)? (dropped|left) (it|them|my phone|the phone|my <device>|a <device>)? off .. (<time>)?
    (i)? (dropped off|left) (it|my phone|the phone|my <device>|them)
    (already)? (talked|spoke|texted|called|emailed|messaged) (to|with)? (you|yall|him|brandon|someone|somebody) (guys)?
        (about|yesterday|earlier|last|on)?
    (so)? (dropped|left) a <device>
    (se|te|les)? (lo|la|los|las) (deje|dejamos|entregue) (ahi|alli|con ustedes|en el taller)? (desde|el)?
        <time>?
    (se|te|les)? (lo|la|los|las) lleve (ahi|alli|con ustedes|a su taller|desde) (desde|el)? <time>?
    (move|work|hurry|go) (faster|quicker|slower|along)
    (voy|tengo que|debo|necesito|paso|pasar|vamos)? (a|por)? (recoger|recojo|buscar|busco|retirar) (a|al) (mi|mis|la|
        los|
        las)?
    (voy|tengo que|debo|necesito|paso|pasar|vamos)? (a|por)? (recoger|recojo|buscar|busco) (mis|los|las|mi|el|la)
        (ninos|
        ninas|hijos|hijas|nietos|chamos|chamacos|muchachos|nenes|nino|nina|<family>)
    (coming|come|going|go|need|got|have|gotta)? (to)? (pick|picking|grab|get|drop|dropping) (up|off)? (my|the|our|his|
        her) (kid|kids|child|children|son|daughter|wife|husband|mom|dad|mother|father|grandkids|boy|girl|boys|girls|
        baby|boyfriend|girlfriend|brother|sister|friend) (up|off)?
    yeah right
    (ah|oh|uy)? (mira|vaya)? que (bien|bueno|chido|padre|rapido)
    (tengo|tenemos|tiene) (que ir a (la)?)? corte (<time>)?
    no (manches|mames|inventes|friegues)
    (yes|yeah|yep|ok|okay|oh|si|ah)? (i|we) (understand|know|see|hear you|get it|got your (text|message)|saw
        (it|that|
        your text)|read (it|that)) (its|it is|that its)? (<time>)?
    (si|ah|ok)? ya (se|entendi|vi|lo vi|lei) (que)? (es|el)? (<time>)?
    (si|ah|ok) (ya)? entiendo
    (yes|yeah|yep|ok|okay) (ok|okay)? (im|i am) (reading|looking|listening)
    (are)? you (really)? sure
    any (more|longer)
    correct me if (im|i am)? wrong
    (yes|yeah|yep|yea|ok|okay|sure|si) (hello|hola|alo)
    (yes|yeah|yep|yea|ok|okay|sure|si|claro)? (but|pero)? (i|we)? (have|had|got|tengo|tenemos) (a|one|some|another|una|
        otra|unas)? (quick)? (question|questions|pregunta|preguntas|duda|dudas)
    como se (llama|llaman)
    (y|o|pero|que|tambien) yo (tengo|tambien|quiero|necesito)?
    me equivoque (con|en)
danger:
    se (me|le|nos)? (esta|anda|estaba|empezo a|empieza a) (inflando|hinchando|inflar|hinchar|quemando|quemar|
        incendiando|levantando)
    on fire
    caught fire
    catching fire
    burning up
    (phone|battery|charger|cable|port|it|its|<device>|<repair>) (is|now|literally|actually)? (still|now|literally)?
        burning
    burned|burnt (me|my)
    (swelling|swollen|swelled|bloated|bulging|puffy|puffed|swole|expanding|expanded)
    battery (is|looks)? (swelling|swollen|bulging|bloated|puffed|leaking|popping|hissing|exploded|exploding)
    pushing the (screen|back|glass) .. (up|out|off)
    too hot to (hold|touch)
    (so|super|really|extremely|crazy|very|burning|boiling) hot
    hissing|sparks|sparking|leaking battery
    burning smell
    se esta (quemando|inflando|hinchando|incendiando)
    (esta)? (inflada|inflado|hinchada|hinchado|inflandose|hinchandose|quemandose)
    (se)? inflo|hincho|incendio|exploto
    echa|echando|sale|saliendo|saca|sacando humo
    huele a quemado
    en llamas
    se calienta mucho
    smoking|smokin|smoke|smokes|smoked
    exploded|exploding|explode|explodes|exploting|combusted
    (a|caught|in|started|starting) (a|on)? fire
    (phone|house|pocket|bed|car|charger|<device>|battery) (is)? (on)? fire
    fire (coming|came|shooting) (out|from)
    flames|flame
    burn|burns|burnt|burned|burning|burnin (me|my|his|her|myself|itself|through|hole|a|the|us|someone)
    (got|get|getting|was) (burned|burnt|burnin|burning)
    (bulged|bulge|bulges|bubbled|bubbling|ballooned|ballooning|inflated|inflating|puffing|swells|swell|swolen|swollened|
        bloating)
    (blew|blown|blow|blowing) up
    melted|melting|melts
    sparked|sparks|sparking|spark
    (electric)? (shock|shocked|shocking|shocks|zapped|zaps) (me|us|my)
    (smell|smells|smelling|smelled|stinks) (of|like)? (a|something|its|it)? (burn*|burnt|chemical*|smoke|gas|plastic|
        fire|electrical|rubber|weird|funny|strange|sweet|metal*|toxic|acid)
    (burning|burnt|chemical|weird|funny|plastic|smoky|toxic) (plastic|chemical)? (smell|odor|fumes)
    (hot|warm) (to|2) (the)? touch
    hot (as (hell|fire|shit|fuck)|af|asf)
    (is|its|it|got|gets|getting|feels|was|phone|battery|became) (so|real|mad|hella|really|super|very|extremely|
        dangerously|crazy|
        insanely|too|burning|scorching|scalding) hot
    (burning|scorching|scalding|boiling|dangerously|insanely) hot
    (hurt|cut|burned) (my|his|her) (finger|fingers|hand|hands|leg|face|eye)
    fumes|toxic
    (battery|acid|fluid|liquid) (is)? (leaking|leaks|leaked) (out|from|battery|acid)?
    (va a|puede|podria) (explotar|incendiarse|reventar)
    exploto|explotar|reventada|revento|chispas|chispa|chisporrotea
    humo|humeando|fuego
    (en|echa*|saca*|sale|salen|saliendo|con) (las)? llamas
    (me|se|mi) (queme|quemo|quema|quemaba|esta quemando)
    (olor|huele) (a|como)? (quemado|quemada|humo|plastico|quimico*|gas|raro)
    hirviendo|ardiendo|derritio|derretido
    (bateria|pila|pantalla|tapa) (se)? (esta)? (hinch*|infl*|levant*|abomb*|abult*)
    (esta|se puso|se pone|se ve|anda) (muy|super|bien|demasiado|toda|todo)? (hinchad*|inflad*|abombad*|abultad*)
    (esta|se puso|se pone) (muy|super|demasiado) caliente
    (muy|super|demasiado|bien) caliente (la|mi|el|y)?
    (is it|is this|is that|is he|still) (still)? (safe|dangerous)
    (safe|dangerous|ok|okay) to (keep)? (charge|charging|use|using|sleep|touch|hold|carry|drive with|plug)
    (like|into|as|is) a (balloon|pillow|bubble|marshmallow)
    (like|como) (un)? globo
    (going|gonna|about|might|could|will) (to)? (explode|blow|catch|burst|pop)
    (plugged|plug) .. spark*
    (back|screen|display|<repair>|glass|cover) (phone|<device>)? (is|has|was|keeps|started)? (lifting|lifted|bulging|
        bulged|separating|pushing|pushed|raising|rising|popping|popped) (up|out|away|apart|from)
    (back|screen|display|<repair>|glass) (phone|<device>)? (is|has|was|keeps|started)? (lifting|bulging|pushing|
        separating) off
    back of (my|the|it|his|her) (phone|<device>) (is|has|was|keeps|started)? (lifting|lifted|bulging|bulged|separating|
        pushing|pushed|raising|rising|popping|popped) (up|out|off|away|apart)
    (battery|phone|it|<repair>|<device>) (is|started|has|keeps|was|starting|just|began)? (to|making)? (a)? (hissing|
        hiss|popping|bubbling|smoking|sparking|swelling|bulging|crackling|leaking|fizzing) (noise|sound)?
    (hot|warm|swollen|puffed|smelly) (and|n|&) (hissing|hisses|fizzing|bubbling|crackling|leaking|smelly|swollen|
        bulging|bulgy|puffy|puffed)
    (caliente|hinchada|hinchado|inflada|inflado) y (silba|silbando|chilla|burbujea|gotea|inflada|inflado|hinchada|
        hinchado)
    (bateria|pila|<repair>) (esta|anda)? (silba|silbando|burbujea|burbujeando|gotea|goteando)
    (hissing|popping|crackling) (noise|sound)
    (got|get|getting|gets|was|been|being) (shocked|zapped|electrocuted) (by|from|when|on)?
    (shocked|zapped|electrocuted) (me|by|when|my)
    <repair> (esta|se (me)? (esta|puso|ve|ha puesto)|parece|anda|como|toda|todo|muy|bien|ya)? ..
        (panson*|panzon*|barrigon*|barrigud*|soplad*|inflamad*|pipon*|globo)
    (miedo|vaya a|puede|va a|vaya|no sea) (de)? (que)? (se)? (me)? (explot*|reviente|revient*|prend*
        fuego|queme|incendie)
    explote|explotara|explotarme|explotando|reviente
    (sera|es) (eso|esto|muy)? (peligroso|peligrosa|seguro (usarlo|cargarlo|dejarlo))
    <repair> (<be>|se puso|se ve|anda|me)? (como|muy|bien|super|toda|media)? gord*
threat:
    (disputing|disputed) (the|this|my|that) (charge|payment|transaction)
    (put|putting|puttin) (you|yall|him|this place) (all)? on blast
    (ill|i will|im going to|imma|ima|gonna|going) (come|pull|roll) (up|down|over|through)? (there|in)? and (whoop|whup|
        stomp|slap|punch|knock|kill|tear)
    (expect|expecting|getting|get|got) (a|some|my|yourself)? (bad|1|one|negative|terrible) (star)? (review|reviews)
    (somebody|someone|somebodys|you|yall) (is|are)? (getting|going|gonna) (to get)? (hurt|beat|dealt with|swung on)
    small claims
    (take|taking|see) you (to|in) court
    report you
    better business bureau
    (leave|leaving|post|posting|write|writing|giving|give|putting) (you|u|yall)? (a|the|some)? (bad|one|1|terrible|
        negative|horrible|0|zero) (star|stars)? (review*|star*)
    blast you (on|all)
    (beat|kill|hurt|fight|burn) (you|him|brandon) (up|down)?
    (kick|beat) (your|his) ass
    (burn|shoot|smash|break) .. (shop|store|place|windows)
    press charges
    chargeback
    charge back
    demanda|demandar|demandarlos|demandarte|abogado
    (llamar|llamo) (a)? la policia
    mala resena
    los voy a (demandar|reportar|denunciar)
    (my|a|get|call|calling|hear from|talk to|contact*) (my|a|an|the)? (lawyer|attorney|lawyers)
    lawsuit|sue|suing|sued
    legal action
    taking (you|this|yall) to court
    see you in court
    (call|calling|called|report|reporting|file|filing|tell|telling) .. (police|cops|bbb|sheriff|fcc|jso|law|report|
        authorities|attorney)
    (police|theft) report
    (bbb|ftc)
    (report|reporting|expose|exposing) (you|yall|this|your|him|the) (to|for|on|shop|business|place)?
    (put|putting|post|posting|blast|blasting|tell|telling) (this|it|you|yall|that)? (all)? (over|on|to) (google|
        facebook|yelp|instagram|tiktok|social|internet|everyone|everybody|nextdoor|reddit|youtube|the)
    (leave|leaving|post|give|write) .. (1|one|0|zero|bad) star* (review*)?
    you (will|ll|gonna|going to) (regret|pay|be sorry)
    (youll|yall) (regret|pay for|be sorry)
    (ill|i will|im gonna|im going to|gonna|imma|ima) (come|pull|roll|be) (down|over|up|through)? (there)? and (break|
        beat|burn|smash|kick|bust|show|shoot|hurt|mess|fight|tear)
    (break|smash|bust|shoot|burn|mess) (something|somebody|everything|your|up|out|his) (face|windows|shop|store|place|
        car|head|jaw|down|up)?
    (come) (see|find|get) (you|yall|him) (in person|and)
    (watch your back|catch these hands|catch hands|pull up on you|whoop your|beat you|kill you|hurt you|find you)
    dispute (the|this|my) (charge|payment)
    (voy a|vamos a|los voy a|lo voy a|te voy a) (demandar*|reportar*|denunciar*|golpear*|matar*|quemar*|poner una queja|
        llamar a la policia)
    (policia|denuncia|denunciar*|demandar*|corte|tribunal|profeco)
    (dejar|dejare|poner|pondre|escribir) (una)? (mala)? (resena|estrella|critica)
    mal* resena*
    una estrella
    (1|one|0|zero|bad|negative) star (review|reviews|rating)
complain:
    (this|that|your|yalls|the) (place|shop|store|company|business|service) (is|was|be) (such)? (a|some|total)? (joke|
        scam|trash|garbage|mess|disaster|ripoff|terrible|horrible)
    (charged|billed) (me|us) and (it|its|my phone|that thing|this)? still
    (repair|fix|screen|battery|<repair>|one|that|phone) (only|barely|just)? lasted (only|like|about|all of|maybe)? (a|
        <time>|<number>|one|two|three|couple|1|2|3|4|5|6) (day|days|hour|hours|week|weeks)?
    (second|third|fourth|fifth|2nd|3rd|4th|5th) time (now|already)? (ive|i|im|we|weve) (have|had|been|brought|bring|
        bringing|come|came|coming|am|took|taken)
    (real|pretty|hella|is|super|mighty) (rude|disrespectful|nasty|ugly) (to|with|about|and)
    (took|stole|kept|keeping|taking) (all)? (my|our) (money|deposit|phone|cash) (and|from)?
    (you)? (stupid|dumb|useless|worthless|trash|garbage|damn) (ass)? (bot|robot|machine|ai|computer|<thing>|shop|
        service|people|company)
    (some|bunch of|a bunch of)? (clowns|jokers|fools|idiots|bums|scumbags|losers)
    (kiss|lick|bite|eat|suck) (my|a|these) (ass|butt|behind|foot|dick|balls|nuts)
    (vayase|vayanse|vete|vayan) (al|a la) (diablo|carajo|chingada|infierno|verga|mierda)
    no (me|nos)? (quedo|sirvio|sirve|funciono|quedaron) (nada|muy|tan)? (bien|bueno|bonito)
    (you|he|brandon|guys) (fixed|replaced|repaired|did|changed|installed|put) .. (and|but|now)
    (after|since) (you|he|brandon) (fixed|replaced|repaired|did|worked|touched)
    (you|he|guys|brandon) (broke|ruined|damaged|messed|scratched|cracked|lost|screwed|stole|lied|ripped)
    (same|another) (problem|issue) (again|back)?
    (it)? (happened|broke|stopped|quit|cracked|died) again
    stopped working (again|after)
    came (off|loose|apart) (already|again|after|today|yesterday)
    acting up again
    warranty claim
    (want|need|give|get) (me|a|my)? (my)? (money|refund) back?
    refund|refunds|refunded
    money back
    (this|that|it) (is|was)? (some)? (bs|bull|bullshit|ridiculous|wrong|messed up|unprofessional|unfair|robbery|theft|a
        rip off|a ripoff|a scam|fraud|unacceptable|terrible|awful|horrible|trash|garbage|a joke|bogus|crap)
    not (happy|satisfied|pleased|impressed)
    (worst|horrible|terrible|awful|bad|poor|shitty|crappy|lousy) (service|job|work|repair|experience|shop|place|quality)
    rip off
    ripped me off
    scam*
    (waste|wasted) .. (time|money)
    (no|never|nobody|no one) (ever)? (answer*|respond|responds|responded|responding|called|texted|showed|replied) (me)?
        (back|up)?
    (been)? (waiting|waited) .. (hour|hours|days|week|weeks|forever|minutes|mins)
    (i)? paid (you)? .. (and|for) (nothing|this|it)
    (is|does|do) (that|this|it)? how you (treat|do) (customers|business)
    complaint|complain|complaining
    (doesnt|dont|not|wont|isnt|stopped) .. (right|anymore|properly|again) .. (you|brandon) (fixed|did|replaced)
    queja|reclamo|reclamar|garantia reclamo
    (me|nos) (dijeron|dijo) que (<time>|ya|luego)? (me|nos) (avisaban|llamaban|iban a avisar|iban a llamar)
    (no|nunca|nadie) (me|nos) (han|ha) (contestado|respondido|llamado|avisado|escrito|hablado|devuelto)
    (nunca|nadie) me (contest*|respond*|llam*|avis*|devolv*)
    (quiero|devuelvan|devuelva|regrese|regresen|devuelveme) (mi|me|el)? (dinero|reembolso|plata)
    reembolso|devolucion|estafa*|inaceptable|pesimo|pesima|ladron*|malisimo|enojad*|molesto|molesta
    (mal|pesimo|terrible) (servicio|trabajo)
    (sigue|siguen) (sin|no|fallando|igual|mal|rota|roto) (funciona*|sirve|prende|carga|servir)?
    (otra vez|de nuevo) (se)? (descompuso|dano|fallo|rompio|falla|apaga|no)
    (me|le|les|nos|lo|la) (arreglaron|cambiaron|repararon|arreglo|reparo) .. (y|pero) (ahora|ya|no|todavia)
    desde que (me|le|les|nos|lo|la) (arreglaron|cambiaron|repararon|arreglo)
    (make|making|file|submit|have|got) (a|the)? (warranty claim|complaint)
    (claim|honor|use) (the|my|your)? warranty
    (ridiculous|unacceptable|bullshit|disappointed|unhappy|furious|pissed|frustrated|disgusted|unprofessional|ripoff|
        thieves|thief|crooks|crook|liars|liar|scammers|scammer|robbers|robbed|pathetic|embarrassing)
    (im|i am|so|really|very|still|am) (mad|angry|upset|livid|annoyed|heated)
    (fuck*|shit|shitty|wtf|bastard*|asshole*|idiot*|moron*|dumbass*)
    (fix|fixed) (didnt|did not|hasnt) (last|hold|work|help|even)
    (lasted|worked) (only|just|like|for|about|maybe)? (a|<number>|<time>|one|two|three|2|3|4|5)? (day|days|hour|hours|
        week|weeks|mins|minutes)? (and|then) (died|broke|quit|stopped|cracked)
    (only|just|it|and it) lasted (only|like|for|about)? (a|one|two|three|couple|1|2|3|4|5|6) (day|days|hour|hours|week|
        weeks)
    still (broken|broke|not (working|fixed|right)|doesnt work|dont work|wont (work|charge|turn)|flicker*|glitch*|dead|
        acting|cracked) (after|even after|since|and|when|the) (i|you|paying|yall|it|he|being|repair|the|paid)? (paid|
        fixed|repair|repaired|was|fixing|picked|got)?
    still (cracked|broken|broke|dead|messed) after (i|you|paying|the|yall)? (paid|fix|repair|fixed|it|you)?
    (after|since) (i|we)? (paid|paying) (you|yall|for|him)?
    (worse|worst) (than|then) (before|it was|when|the old|the|old|my|what) (one|i)?
    (made|make) (it|my|things) (worse|phone worse)
    (is|are|was|its) worse (now)?
    <you> (people|folks|guys|all)? (broke|ruined|damaged|messed|scratched|cracked|lost|screwed|stole|lied|ripped|killed|
        wrecked|destroyed|jacked) (up|my|me|the|it|to|his|her|our)
    (picked|got) (it|my|the|up)? (up|phone|<device>|back|it)? .. (today|yesterday|<time>|and|from you|last week|from
        yall) .. (and|now|but) .. (dont|doesnt|wont|not|isnt|still|cracked|dead|scratched|glitch*|broke*) (work|working|
        charge|turn)?
    (picked|got) (up)? (my|the|it) (phone|<device>)? (up|back)? (today|yesterday|<time>|from you) (and|now|but)
    (phone|it|screen|<device>|<repair>) you (fixed|replaced|repaired|did|put|installed|sold|gave) (me|in|on|for me)?
        (last)? .. (is|isnt|doesnt|dont|wont|not|went|broke|stopped|died|already|now|quit|keeps|cracked|came|got|has)
    <repair> (you|he|brandon) (fixed|replaced|repaired|did|put|installed|sold|gave) (me|in|on|for me)? (in|on)? .. (is|
        isnt|doesnt|dont|wont|not|went|broke|stopped|died|already|now|quit|keeps|cracked|came|got|has|sucks)
    (you|u|he|brandon) (just)? (fixed|replaced|repaired|did|changed|installed|put) .. (last|days|weeks|ago|month|
        yesterday|<time>) .. (and|but|now|it)
    (you|he|yall|brandon) (said|told|quoted|promised) (me)? (<money>|<number>|it|it would|it was|79|89|49) (not|but|and)
        (<money>|<number>|you|now|he|i|its)?
    (you|u|he|yall) (said|told me|quoted|promised) (<money>|<number>)
    (over|double) charged (me)?
    overcharged (me)?
    (ghosted|ignored|ignoring|ghosting) (me|my)?
    (no one|nobody|noone) (ever)? (picks|pick|picked|answers|answer|answered|replies|replied|responds|called|calls|
        texts) (up|me|the|back|my)? (phone|back|calls|texts)?
    (never|didnt|dont) (got|get|received|heard|hear) (a|my|any|back|an)? (call|response|reply|answer|text|phone|back|
        anything)? (back|from)?
    (been)? (waiting|waited) (for|on|here|outside)? (over|like|about|almost|at least)? (a|an|<number>|<time>|2|3|4|5|
        one|two|three|all)? (hour|hours|days|day|week|weeks|forever|minutes|mins|while)
    (how long|when) .. (get|getting) my (money|refund)
    (you|yall) (are|is|r) (a|some|the)? (thieves|thief|crooks|liars|scammers|scam|joke|clowns|trash|worst|fake|frauds|
        terrible)
    (screwed|ripped|robbed) (me)? (over|off)?
    (not|aint|isnt) (what i|what we) (paid|asked|agreed)
    (sigue|siguen) (no|sin|fallando|igual|mal|rota|roto|peor) (funciona*|sirve|prende|carga|servir)?
    (todavia|aun|ya) (esta)? (fallando|igual|mal|rota|roto|peor)
    (todavia|aun|ya) (esta|no|sin) (me|le)? (funciona*|sirve|prende|carga|servir|enciende)
    (quedo|salio|dejaron|dejo) (peor|mal|igual|rayad*|danad*)
    peor (que|de) (antes|como)
    (me|lo|la|nos) (dejaron|dejo|dejaste|regresaron|entregaron|devolvieron) .. (peor|mal|igual|rayad*|sin)
    (son|es|eres|puros|puras|bola de|partida de|que) (unos|un|una|unas)? (rater*|ladron*|sinverguenz*|estafador*|
        mentiros*|
        abusiv*|abusador*|tranz*|corrupt*|payas*|inutil*)
    (rater*|sinverguenz*|chingu*|chingad*|pinche*|mierda|pendej*|cabron*|verga|jodan|jodanse|culer*)
    (la|el|lo)? (pantalla|bateria|<repair>|telefono|celular)? que (me)? (pusieron|puso|cambiaron|cambio|arreglaron|
        arreglo|instalaron|repararon|vendieron) .. (no|ya|se|esta|esta mal|fallo|falla|dejo|sigue)
    no (me|nos) (contesta|contestan|responde|responden)
    (nadie|nunca|no) (me|nos)? (contestan|responden|llamaron|avisaron|atienden|hacen caso)
    (nadie|nunca) (me|nos)? (contesta|contestan|responde|responden|llamaron|llamo|avisaron|atiende|atienden|hacen caso)
    (me)? (cobraron|cobro|cobra) (de mas|mas|doble|el doble)
    (estoy|muy|bien|ando) (molest*|enojad*|decepcionad*|furios*|inconforme)
    (me)? (robaron|estafaron|enganaron|mintieron)
    (me|nos|ustedes) (lo|la)? (rayaron|danaron|quebraron|rompieron|perdieron)
    (rayaron|danaron|quebraron|rompieron|perdieron) ustedes
    (llevo|tengo) .. (esperando|horas|dias)
    (que|es una|puras) (falta de respeto|robo|burla|estafa|mentira|mentiras|porqueria|basura)
    (hes|he is|brandon is|brandons|your|you are|you) .. (min|mins|minutes|hour|hours)? late (for|to)?
    (repair|fix|it|that|this|screen|battery|<repair>) (you did|yall did)? (didnt|did not) (even|really)? (last|hold|
        work|help)
    (charged|billed) (me|my|us) (card)? (twice|double|extra|too much|more|wrong|<money>|again|for)
    (no|nada|ni) (quede|estoy|quedamos|estamos) (contento|contenta|satisfech*|conforme|feliz|contentos)
    (you|yall|u|he) (guys)? (never|didnt|havent|still havent|aint) (called|call|texted|text|answered|answer|replied|
        reply|showed|show|fixed|fix|responded|respond|came|finish|finished|ordered)
    (he|brandon|nobody|no one|yall) (never|didnt|wasnt) (show|showed|there|come|came|answer|call|called) (up|back)?
    (already|its) (broken|broke|cracked|messed up|acting up|dead|peeling|dying|not working|glitching|glitchy) (again|
        already)
    (the)? (<repair>|screen|phone|glass) (is|started|keeps|already) (peeling|falling) (off|up|out)
    (i)? paid (for|you|yall) .. (and|but) .. (still|doesnt|dont|its|not|wont|broke|cracked|died|nothing)
    (and|but) (it)? still (dies|died|doesnt|dont|wont|drains|flickers|glitches|freezes) (work|working|charge|hold|turn|
        last)? (fast|right|the same)?
    (is|its|already|started) (peeling|falling|coming) (off|up|apart|out) (again|already|now)?
    (still|been) (waiting|waitin) (on|for) (my|a|the|you|someone|him|brandon|yall|an) (phone|repair|call|part|<device>|
        screen|answer|text)?
    (this|it|that|repair) (is|has been|s)? (taking|took|takes) (forever|too long|so long|way too long|for ever)
    (you|yall|u|this place|this shop|your shop|your service) (guys)? (suck|sucks|blow|blows|stink)
    (f|eff|screw|fuck) (you|u|yall|this|off)
    (ya)? (paso|pasaron|van|hace|llevo) (una|dos|tres|varios|varias|mas de)? (semana|semanas|dias|meses|horas) (y|sin|
        que|esperando)
    (que|muy) (malos|mal|mala|pesimo) (servicio|son|atencion|trabajo)
    (thanks|thank you) for nothing
    (your|ur|yalls|the) (tech|guy|technician|worker|employee|man|brandon) (scratched|broke|cracked|lost|ruined|messed|
        damaged|was rude|lied|stole|never|overcharged|dropped) (up|my|me|the)?
    (nobody|no one|noone|yall|you|u|he) (is|are|aint|isnt|not|be) (not|never|ever)? (answering|replying|responding|
        texting|calling|picking) (up|me|my|back|to|the)? (texts|calls|phone|messages)?
    (so|very|really|being|was|were) (rude|disrespectful|unprofessional|shady)
    (recogi|entregaron|retire|devolvieron) .. (y|pero) (el|la|las|los|mi)? .. (no|ya no|sigue|siguen|<trouble>)
    quien (me)? (responde|responderia|se hace cargo|se hace responsable) (por|de)? (eso|esto|mi)?
    (dijo|dijeron|dijiste|cotizo|cotizaron) .. (cobraba|cobraban|cobrarian|salia|costaba|era|eran) (en|por)?
        (<money>|<number>)
    (cobraba|cobraban|habia cotizado|habian cotizado) (<money>|<number>) .. (y ahora|ahora|y hoy)
    y ahora (me)? (sale|salen|cobra|cobran|dice|dicen|quiere|quieren) (con|en|que)? (<money>|<number>)
    esta (peor|igual) (que|de)? (antes)?
opt_out:
    (stop|quit) (texting|messaging|contacting|sending|bothering|spamming) (me|us|this)?
    (stop|quit) sending (me)? (texts|messages|these|this)
    (dont|do not|never) (text|message|contact|msg) (me|us|this) (again|anymore|number|back)?
    (dont|do not|no) (want|need) (any|more|your)? (more|any|your)? (texts|messages|text)
    no more (texts|messages|text)
    (take|remove|get|delete) me (off|from|of) (your|the|this)? (list|lists|texts|system)
    (take|remove|delete) my number
    unsubscribe|unsubscribed|optout
    opt (me)? out
    lose (my|this|the) number
    leave me alone
    (no|ya no) (quiero|mande|manden|mandes|envie|envien|envies) (mas|mensajes|textos|recibir) (mensajes|textos)?
    no mas (mensajes|textos)
    (ya)? no me (escriba|escriban|escribas|manden|mande|mandes|textee|contacten|envien) (mas)?
    (quiteme|quitenme|quitame|saqueme|saquenme|sacame|borreme|borrenme|borrame) .. (lista|numero)
    deje|dejen de (escribir*|mandar*|enviar*|molestar*)
    deja de (escribir*|mandar*|enviar*|molestar*)
    (stop|quit) (texting|messaging|calling|contacting|sending|bothering|spamming|blowing) (me|us|this|my|up)? (number|
        phone|stuff|so much)?
    (dont|do not|never|stop|quit) (ever)? (text|message|contact|msg|hit up) (me|us|this|here) (again|anymore|number|
        back|no more|ever)?
    (please)? (stop|end|no) (the|these|with the|sending)? (texts|messages|text messages|notifications|reminders|alerts)
    (off|from) (your|the|this) (list|mailing list|text list|contact list|contacts)
    (block|blocking|blocked) (you|this|your) (number)?
    (unsubscribe|unsub|optout) (me)?
    (no|deje|dejen|deja|ya no) (me|de)? (escrib*|mand*|envi*|moleste*|text*|contact*) (mas|mensajes|textos)
    (dejen|deje|deja|paren|para) de (escribir*|mandar*|enviar*|molestar*|textear*|contactar*)
    (eliminen|elimine|elimina|borren|borre|quiten|quite|saquen|saque) (mi)? (numero)
    (darme|dar|deme) de baja
    (ya)? no (quiero|deseo) (recibir)? (mas)? (mensajes|textos|notificaciones|sus mensajes)
wrong_number:
    (i)? (dont|do not) know (a|any|no|anybody named) (brandon|linda|repair shop|phone shop)
    wrong (number|person|num)
    (confirm|confirming|remind|reminding) (you)? (of|about)? (your|ur|the) (dental|teeth|annual|massage|hair|dinner)?
        (cleaning|haircut|table|dinner|massage|delivery|prescription|checkup|exam|showing|facial|lesson|treatment)
    new phone who dis
    who (am i|i am) (texting|talking|speaking|chatting|messaging) (to|with)?
    (is (this|that)) (the|a|for)? (chinese|mexican|pizza|dentist|doctor|doctors|pharmacy|school|clinic|salon|
        restaurant|hospital|bank|church|vet|barber|takeout|hut|uber|lyft|plumber|landlord|bakery|dealership|insurance|office|food)
    (i)? (think|got|have) (i)? (have|got)? the wrong
    (not|isnt) .. the (right|correct) number
    meant to text (someone|somebody|my) (else)?
    numero equivocado
    me equivoque de numero
    (quien|kien) (habla|escribe)
    (who|whos|whose) (is|the hell is|the fuck is|tf is)? (this|dis|it|you) (number|texting|again|and)?
    who (are) (you|u)
    whos number (is this)?
    (you|u) (have|got|must have|texted|called|dialed|reached) (the)? wrong (person|number|one|guy|phone)
    (the)? wrong (person|guy|lady|recipient)
    (im|i am|this is|this isnt|thats|this aint) not (him|her|them|that person|who you|the person) (think|looking|
        anymore)?
    this (isnt|is not|aint|not) (his|her|their|<name>|the|that)? (number|phone|person)
    (dont|do not) know (you|who this|who you|anyone|anybody|any) (is|are|brandon|linda|about|named|by)?
    (mom|dad|babe|bro|grandma) is (that|this) you
    (meant|trying) to (text|send|reach|call|message) (this|that|it|someone|somebody|my|a|to|another|the) (else|mom|dad|
        wife|husband|friend|boss|person|one|other)?
    (sorry)? (texted|text|called|sent|messaged) (the|you by|wrong|this to the) (wrong|mistake|accident) (number|person|
        one)?
    (se|te|me) (equivoco|equivocaste|equivoque) (de)? (numero|persona)?
    (no soy|no es) (el|la|ese|esa)? (persona|numero) (de|que)?
    (no conozco|no se quien)
    (este|ese) no es (el|su|mi)? numero (de)?
    (no soy|aqui no) <given>
    (im|i am|its|this is) not <given>
    (numero)? equivocado
    (equivocad*|me equivoque)
    (es|hablo|llamo|llame|marque) (con|a|al)? (la|el|una|un)? (pizzeria|farmacia|clinica|escuela|banco|hospital|
        restaurante|consultorio|dentista|veterinaria|peluqueria|iglesia)
wrong_number elsewhere:
    (order|ordering|get|want*|like|have|deliver|delivery|need) .. (pizza|pizzas|burger|burgers|tacos|sushi|sandwich|
        wings|flowers|taxi|cab|haircut|manicure|pedicure|massage)
    (table|reservation|room) for (two|three|four|five|six|tonight|dinner|lunch)
    (refill|pick up|fill|renew) (my|a|the)? (prescription|medication|medicine)
    (appointment|see) (with|for)? (the)? (dr|doctor|dentist|vet|hairdresser|barber)
    (pedir|ordenar|quiero|encargar|quisiera) .. (pizza|pizzas|hamburguesa*|tacos|flores|taxi)
    (mesa|reservacion|habitacion) para (dos|tres|cuatro|cinco|seis|hoy|cenar|comer)
    (cita|ver) (con|para|al)? (el|la)? (doctor|doctora|dentista|veterinario|peluquero)
spam:
    (grow|boost|scale|promote) (your)? (business|sales|website|traffic|revenue|ranking*|reviews)
    (increase|improve|get) (your|more) (google|online|website|sales|customers|rank*|traffic|followers)
    first page of google
    (rank|ranking|rankings) (on|in|higher) (google)?
    (web|website|app|logo) (design|designer|development|redesign)
    (we|i) (offer|provide|help businesses|help local|specialize|sell|can help your) .. (services|businesses|business|
        rates|website)
    (pre approved|preapproved) (for|up)
    (cheap|wholesale|bulk) (parts|screens|iphones|phones) (supplier|available|for)
    (click|visit) (here|this|the) (link)?
    (claim|won|win|winner) (your|a|the)? (prize|gift|giftcard|reward)
    (free)? gift card
    (extended)? car warranty
    (are you|is the) .. (owner|decision maker) .. (business|interested)
    (interested in) (selling|a loan|funding|our)
    (google|yelp) (listing|listings|reviews|business profile) .. (help|boost|manage|expired|suspended)
    (with|from|at) (google|yelp|bing|facebook|meta|amazon)
        (listing*|business|maps|ads|local|advertising|support|marketing)
    (final|last|urgent) (notice|warning|notification|reminder)
    (press|hit|type) (yes|one|1|y)
    (yes)? to claim
    free (verification|claim|enrollment|membership|trial)
    vote (for|yes|no)
    (lower|save on|cut) (your)? (processing|card|energy|electric|insurance) (fees|bill|rates)?
    posicionamiento|publicidad para su
    (prestamo|prestamos|financiamiento) para (su)? negocio*
    hacer crecer (su|tu) negocio
    merchant (cash|services|account|processing|advance|loan|funding)
    cash advance
    (business|working|small business|startup) (loan*|funding|capital|credit|line|grant*|financing)
    (loan|loans|funding|credit line|capital|line of credit) (up to|of|for|from|available|approved|as low)
    (approved|qualify|qualified|qualifies|eligible|selected|chosen) (for|to) (a|an|the|up|receive|win|our|free|<money>|
        your) (loan|funding|grant|prize|gift|free|<money>)?
    (youve|you have|you|your number) (been|was|were)? (selected|chosen|won|approved|awarded|pre*)
    congrat* (you|youve|your)?
    (top|first page|page one|page 1|page|rank*) of google
    (google|yelp|facebook|bing) (business|listing|maps|ads|ranking*|reviews|profile|page|verification|verified)
    (your)? (listing|business|website|page|profile|domain|account|package|parcel|delivery|order|subscription) (needs|is|
        has|will|was|could) (to be|be|been|about to|going to|set to|due to|scheduled to)? (be)?
        (expire|lapse|verified|verification|suspended|unverified|expired|expiring|deactivated|
        held|on hold|missing|outdated|pending|locked|removed)
    press (1|one|2|9) (to|now|if)?
    (package|parcel|shipment|usps|ups|fedex|delivery) .. (held|hold|pending|customs|release|failed|redeliver|
        undeliverable)
    (free|no cost|complimentary) (audit|consultation|quote for your business|trial|demo|website|seo|report|gift)
    (reply|text|respond|say) (yes|info|1|free|now) (for|to) (a|get|claim|learn|more|receive|our|free|see|opt)
    (click|tap|visit|go to|follow|link) .. (link|com|ly|here|net|site|http*|www)
    (bit|tinyurl) . (ly|com)
    http*|https|www
    (more|new|5 star|fake|buy) (customers|leads|clients|followers|reviews|likes|traffic)
    (we|i) (can|could|will|would love to|want to|help|helped|build|design|create|make|offer|provide|specialize) (help|
        you|your|get|grow|a|an)? (your|you|local|small|get|grow|build)? (business|businesses|company|website|websites|
        app|apps|sales|seo|social media|store|shop rank)
    (lcd|parts|screen|screens|phone parts|battery) (supplier|suppliers|wholesale|distributor|manufacturer|factory)
    (solar|insurance|health|medicare|mortgage|debt|student loan|tax) (panels|quote|quotes|plan|plans|relief|forgiveness|
        rates|consolidation|benefits|debt)
    (your|the) (car|vehicle|auto) (warranty|s)
    (vote|donate|campaign|election|ballot|democrat|republican|candidate)
    (make|earn|made) (<money>|money|up to|$)? (<money>)? (from|a|per|weekly|daily|working) (home|day|week|month)?
    (work|job) from home
    (job|hiring|position|employment) (offer|opportunity|remote)
    (virtual assistant|web developer|graphic design*|social media (manag*|market*)|digital marketing|marketing agency|
        lead generation|payroll|pos system|credit card processing|seo)
    (irs|social security|arrest warrant|toll|unpaid toll)
    (prestamo|prestamos|credito|financiamiento|capital) (para|a|de) (su|tu|sus|los|el)? (negocio*|empresa*|comercio|
        taqueria|tienda)
    (ofrecemos|ofrezco|le ofrecemos|le ofrezco|vendemos|manejamos) (prestamos|servicios|publicidad|marketing|paginas|
        paginas web|refacciones|mayoreo|financiamiento|pantallas|partes|credito|capital)
    (felicidades|felicitaciones) (ha|has|usted|gano|ganaste)
    (ha sido|fue|fuiste|has sido) (seleccionad*|elegid*|aprobad*)
    (ha|has) ganado
    (pagina|paginas) web (para|profesional)?
    (aumente|incremente|aumentar|haga crecer|mejore) (sus|tus|su|las)? (ventas|clientes|negocio|seguidores)
    (su|tu) paquete (esta|fue|no)
    (crypto|bitcoin|forex|nft|stock|usdt) (investment|investments|investing|trading|opportunity|opportunities|profit*|
        signals|mining)
    (investment|trading) (opportunity|opportunities|platform|plan|advice)
    (seo|backlinks|lead generation|web traffic)
    (wholesale|factory|shenzhen) (lcd|parts|screens|price|prices|phones|iphones|supplier|<repair>|<device>|<thing>)
    (lcd|parts|screen|<repair>|phone) (supplier|suppliers|wholesaler|distributor|manufacturer|factory)
    (supplier|suppliers|wholesaler|distributor|manufacturer) (of|for|from|in) (lcd|parts|phones|screens|shenzhen|china|
        <repair>|<device>)
    (supply|sell|offer|supplying) (wholesale|bulk) (lcd|parts|screens|phones|iphones|<repair>|<device>)
    (merchant services|merchant account|business loan|business loans|business funding|working capital)
flirt:
    (you have|got) a (boyfriend|girlfriend|man|husband)
    (go|come) (out)? on a date
    (wanna|want to|lets) (go)? (hang|hook|hang out|kick it|netflix)
    (marry|kiss|date|love) (me|you)
    (send|got) (me)? (a)? (nudes|pic of you|selfie)
    (hey|hi|hello) (sexy|baby|babe|beautiful|gorgeous|cutie)
    what (are)? you wearing
    (eres|estas) (muy|bien|tan)? (linda|guapa|hermosa|bonita|sexy|bella)
    (mi)? (bebe|mamacita|preciosa)
    (you|u|your|ur|yous|youre|shes|its) (are|look|sound|is|seem|a)? (so|really|very|kinda|too|hella|mad)? (cute|sexy|
        hot|beautiful|handsome|pretty|gorgeous|baby|fine af|cutie|bae)
    (your|ur) (voice|face|smile|pic|picture|profile) (is|so|looks|sounds)? (so|really|very|kinda)? (sexy|hot|cute|
        beautiful|attractive|nice)
    (are|r)? (you|u|linda|brandon|he) (single|married|taken|seeing anyone|dating)
    (got|have) (a|you a)? (man|boyfriend|bf|girlfriend|gf|husband|wife)
    (wyd|what are you doing|whatcha doing) (later|tonight|after work|this weekend|beautiful|baby|sexy) (beautiful|sexy|
        baby|gorgeous|cutie|babe|cute)?
    (hey|hi|hello|ok|thanks|yo|bye|morning|night)? (beautiful|gorgeous|sexy|cutie|babe|baby girl|hottie|sweetheart|
        handsome)
    (whats|what is) (your)? (sign|zodiac)
    (send|got|have) (me|a|some|any)? (nudes|pics of you|pic of you|selfie|picture of you)
    (wanna|want to|lets|can i) (take you|buy you|get you|go out|get|grab|go get) (out|a drink|drinks|dinner|coffee|a
        coffee)
    (take you|go) (out) (sometime|on a date|to dinner|tonight)
    (be|marry) my (girl|girlfriend|boyfriend|wife|valentine|man|woman)
    (can i|could i|lemme) (get|have) (your|ur) (number|snap|instagram|ig) (baby|cutie|beautiful)?
    (estas|eres|esta|es) (solter*|casad*|hermos*|guap*|sexy|bonit*)
    (que|tan|muy) (guap*|hermos*|sexy|linda eres|bonit* (eres|voz))
    (hola|buenas|gracias) (hermosa|preciosa|guapa|bebe|mamacita|bombon)
    (salimos|sales conmigo|quieres salir|me das tu numero|tienes novio|tienes novia|tienes esposo)
    what (are)? (you|u) wearing
    (you|ur|your|youre|u|she) (so|too|kinda|looking) (fine|bad|fly|thick|cute|sexy)
robot:
    are you (a|an|just a|like a)? <thing>
    (am i|im|i am) (talking|speaking) (to|with) (a|an|some)? <thing>
    (are|is) (you|this|it|that)? (a|an)? (real|actual|live)? (bot|robot|ai|machine|computer|human|person|chatbot|
        automated)
    (are|am) (you|i) (talking|texting|speaking|chatting)? (to|with)? (a|an)? (real|actual|live)? (bot|robot|ai|machine|
        human|person|chatbot|computer)
    (is|are) (this|you) (real|automated|automatic|chatgpt)
    (you)? (sound|seem) like a (bot|robot|machine)
    chatgpt|siri|alexa
    (are|is) (you|this) (just)? (a|an|some) (kind of)? (<thing>|computer|phone|ai|machine|automated) (program|system|
        robot|thing|service|assistant|voice)
    (como|cual) (te|se|es tu|es su) (llamas|llama|nombre) (usted)?
    (whats|what is|what s|wats) your name
    (of those|those|one of those|a|the|just)? (chat gpt|chatgpt|gpt|ai) (thing|things|bot|bots|robots|deal)?
    (you|u|ya)? (a|an) (real|actual|live)? (person|human|computer|bot|robot|machine|ai|<thing>) or (a|an|what)? (real|
        actual)? (person|human|computer|bot|robot|machine|ai|brandon|<thing>)?
    (you|this|linda) (are|is|am|an?)? a? (real|actual|live|human) (person|human|being|lady|woman|guy|dude)
    (con)? (un|una) (robot|bot|maquina|persona real)
    (am i|i am|im|is this|are you|r u)? (talking|texting|speaking|chatting|talkin) (to|with) .. (bot|robot|ai|human|
        person|machine|computer)
    (this|it|you|u) (is|are|a|an)? (a|an)? (real|actual|live|automated)? (bot|robot|ai|machine|chatbot|chat gpt|
        recording|computer) (right|huh|or|lol|isnt it)?
    (are|is|r) (you|this|it|u|linda|that|there) (a|an|even)? (real|actual|live|human) (person|human|being|or|there|
        woman|lady|people|or what)?
    (bot|robot|ai|computer|machine) or (a|an|is)? (a|real|actual|live)? (person|human|real|people|brandon)
    (human|person|real person|brandon|real) or (a|an)? (bot|robot|ai|machine|computer)
    (not|you arent|ur not|you aint) (a|even)? real (person|human)
    (automated|auto|automatic) (message|text|response|reply|system|texts)
    (eres|es|estoy hablando con|hablo con|esto es|es esto|usted es|es usted|sos) (con)? (un|una)? (robot|maquina|bot|
        persona real|humano|inteligencia artificial|ia|computadora|contestadora|grabacion|real|automatico|automatica|
        persona)
    (persona|humano) o (un|una)? (robot|maquina|bot|computadora)
    (con)? quien (hablo|estoy hablando|me atiende|hablo yo)
    (quien|kien) (eres|es usted|sos|es|eres tu|contesta|me contesta|responde)
    who (am i|are we) (talking|texting|speaking|chatting) (to|with)
    (are|r|is) (you|u|this) (brandon|the owner|the guy who fixes)
    (eres|es|usted es|es usted) (brandon|el dueno|el tecnico)
    (who|whos) (am i|is) (this|there|texting)? (again)?
    is (this|that|it) (a|an|just a|like a)? (computer|robot|bot|machine|recording|ai|<thing>|real person|human)
        (talking|texting|or)?
late:
    (ya)? (mero|merito|casito|casi) (llego|llegamos|estoy|estamos) (ahi|alla)?
    running .. late
    running (a|little|bit|super|very|really|about)? (bit|little|late|behind)? late
    (im|be|ill be|am|will be|gonna be|going to be) .. (late|behind)
    (min|mins|minutes) late
    (stuck in|in) traffic
    on my way
    omw
    (be|get) there in (a|<time>|a few)? (min|mins|minutes|bit)?
    (almost|nearly) there
    (voy|llego|vengo|llegare|estoy) (un poco|un poquito|algo)? (tarde|retrasad*|atrasad*)
    (ya)? voy (en camino|para alla)
    (running|runnin) (about|like|around|maybe|a)? (a|<time>|<number>|ten|five|fifteen|twenty|thirty|5|10|15|20|25|30|
        45)? (min|mins|minutes|lil|little|bit|few)? (min|mins|minutes|bit)? (late|behind)
    (<number>|few|5|10|15|20|25|30|45|five|ten|fifteen|twenty|thirty|couple) (min|mins|minutes|m) (late|behind|out|away)
    (be|get|getting|arrive|arriving|gonna be|going to be) (a|lil|little|bit|couple|few|like|about|super|very|really|
        kinda)? (lil|little|bit|few)? (min|mins|minutes|bit)? (late|behind)
    (running|runnin|im|is|be|gonna be) (a)? (lil|little|bit|tad|few) (bit|min|mins|minutes)? (late|behind)
    (traffic|accident|train|bridge|bus) (is|was|on|sucks|got|jam|crazy|bad|backed) (crazy|bad|heavy|terrible|up|me|jam|
        insane|the)?
    (stuck|sitting) (in|on|at|behind) (traffic|i95|<number>|the (bridge|highway|interstate|train|road)|i10|work|bridge)
    (be|arrive|get) there (like|about|in|around)? (in)? (<time>|<number>|5|10|15|20|25|30|45|a|like|about|ten|five|
        fifteen|twenty) (min|mins|minutes|few|bit|sec)?
    (lost|cant find parking|missed the bus|car broke down|car wont start|flat tire|overslept|just woke up)
    (leaving|left|headed|heading) (now|my house|the house|work|home|out|there|over|your way|that way) (now|soon)?
    (se me)? (hizo|hace|esta haciendo) (un poco)? tarde
    (llego|llegare|voy a llegar|estoy|ando|voy) (como|en|unos|con)? (<number>|5|10|15|20|30|unos|diez|quince|veinte|un
        poco|poquito|media)? (min|mins|minutos|hora|poco|poquito)? (tarde|de retraso|retrasad*|atrasad*|despues)
    (llego|llegamos|estoy|voy) (ahi|alla|alli)? en (como|unos)? (<time>|<number>|5|10|15|20|30|diez|quince|veinte|un|
        unos) (min|minutos|rato|ratito)?
    me perdi (un poco|poquito)?
    (me)? (agarro el trafico|agarro trafico|demoro|atraso|retraso|tardo) (un poco|poquito|mas)?
    (ya)? (voy|vamos|salgo|sali) (en camino|para alla|de camino|saliendo|llegando|tarde)
    (mucho|hay|por el|el) trafico
    (ill|i will) be there .. instead
    (be|get|arrive|running|come) .. (min|mins|minutes)? early
    (<number>|10|15|5|ten|five|fifteen|<time>) (min|mins|minutes) early
    (ya)? casi (llego|llegamos|estoy|llegando)
    (be|get) there (in|about|like) <time>
    gonna be there .. (after|late)
    few (min|mins|minutes)? (behind|late)
    a few (behind|late)
    (me)? (puede|pueden|podria|podrian) (esperar|esperarme) (unos|un|<number>|<time>|diez|cinco|quince|poquito|poco|
        tantito)
here:
    parked (out|outside|in) (front|back|of|the)
    (aqui|aca|ya|alli|estoy)? (afuerita|afuera|aca afuera|aqui afuera|en la puertita) (estoy|estamos|ando)?
    just (pulled up|got here|arrived|parked)
    (door|shop|store|place) (is)? (locked|closed)
    (can you|someone)? (open|come to) the door
    (ya)? (estoy|estamos) (aqui|afuera|en la puerta)
    ya llegue|llegamos
    no hay nadie
    nadie (abre|contesta|responde)
    (im|i am|were|we are|we|its me|he is|shes|hes) (here|outside|out front|out here|out side|parked|downstairs|pulling
        up|in the (parking|lot|car|front)|by the door|standing outside|at (the|your|ur) (door|shop|store|front|counter|
        place|address|location|building|window|parking)) (now|already|waiting)?
    (just|now)? (pulled|pulling) (up|in) (now|right now|outside|here)?
    (just|we)? (got|arrived|made it) (here|to the shop|there)
    (i)? (just)? arrived
    (nobody|no one|noone|no body|anyone|is anybody|is anyone) (is|s)? (here|answering the door|opening|at the (door|
        shop|counter)) (to help)?
    (door|shop|store|place|gate) (is|s|its)? (locked|closed)
    (dont|cant|do not) see (a|any|the|your|no) (sign|shop|store|building|door)
    (no|isnt a) sign (on|outside|here|for)?
    (ya)? (estoy|estamos|ando) (aqui|afuera|en la puerta|en el local|en la tienda|enfrente|en el estacionamiento|fuera)
    (ya)? (llegue|llegamos)
    (esta)? cerrad* la puerta
    (knocking|ringing|banging) (on|but|the|and|at)? (the)? (door|bell)?
    (knocked|knock|rang) (on|at)? (the|your) (door|bell|window)
    (knocked|rang) (but|and|twice|already|several|three|a few)
    no (one|body) (at|answering) the (door|counter)
pick_up:
    (coming|come|stopping by|swinging by|going) (by)? to (grab|get|pick up|collect) (my|the|it) (phone|device|<device>)?
    (can|could) (my|someone|somebody) .. pick up
    (just|only) (here|there|coming|going|trying)? (to)? (picking|pick) (it|mine|the phone|my phone)? up
    pick (it|my phone|the phone|them|my <device>) up
    come (get|grab|collect) (it|my phone|my <device>|the phone)
    (recoger|recojo) (mi|el|lo|la)? (telefono|celular)?
    paso por (el|mi|ella) (telefono|celular)?
    (pick|picking|picked) (up)? (my|the|it|his|her|our|them) (phone|device|ipad|iphone|<device>|tablet|<thing>|cell)?
        (up)?
    (pick|picking|grab|collect|get) (it|my|the|them) (phone|device|<device>|back)? (up|back)
    (when|what time|can|could|how late|what day) (can|could|do|should|will|is|will i be able to)? (i|we|my <family>|
        someone|somebody|he|she|my)? (else)? (come)? (pick|grab|get|collect|swing by for) (up|my|it|the|them|and)
        (phone|ipad|<device>|up|it|back|get)? (up|back)?
    (can|could|will) (my|his|her|someone|somebody|a|the)? (<family>|someone|somebody|else|friend|coworker) (else)?
        (pick|grab|get|come|collect|swing) (up|it|by|and|my|for|get)? (up|the|my|it|pick)? (phone|it|<device>)? (up|for
        me)?
    (coming|come|stopping|swinging|heading|going|there|ill be|be by|on my way) (by|in|over|back|there)? (to|and|2)
        (grab|get|pick|collect) (up|my|the|it) (my|it|phone|the|<device>)? (up|phone|<device>)?
    (is|whats|whens|what time is) (the)? (pickup|pick up)
    (pickup|pick up) (time|my|of|for)?
    (pasar|paso|puedo|voy|vamos|quiero|vengo|puede) (pasar)? (a|por)? (recoger*|recogerlo|recogerla|buscarlo|buscarla|
        retirar|retirarlo|traerme) (mi|el|lo|la|al)? (cel|celular|telefono|tablet|<device>)?
    (puedo|paso|pasar|paso yo|pasare|paso hoy|pasamos|voy|vengo|ir) (pasar|ir|venir)? por (el|mi|la|ella|mis|su) (cel|
        telefono|celular|tablet|<device>|aparato|equipo)
    (recoger|recojo|recogerlo|recogerla|retirar) (mi|el|lo|la|mis)? (cel|telefono|celular|tablet|<device>)?
    (a que hora|cuando|que dia) (puedo|podria|paso|puede|puede mi <family>|pueden) (pasar|ir|venir|pasar a|ir a)? (por|
        recoger*|recogerlo|a recoger) (el|mi|la|ella)? (cel|telefono|celular|<device>)?
    (el)? pickup (de mi|del)
    a que hora (lo|la|los|las)? (recojo|retiro|busco|paso (por|a) (el|ella|buscarlo|recogerlo|buscarla|recogerla))
keep:
    (switch|move|put|change|set) (it|that|me|mine) back (to|how|like)? (the|it|what)? (way|original|old|was|we had)?
        (it was|time|one)?
    asi (dejela|dejala|dejelo|dejalo)
    si (todavia|aun)? (quiero|voy a|puedo|pienso) (ir|llegar)
    si (la|lo) (quiero|necesito|ocupo)
    (nvm|actually|jk|on second thought|wait|no wait|no) (im|ill|i will|i can) (still)? (come|coming|be there|make it|
        going to come|going to make it)
    (ill|i will|im|i can|i could) still (come|coming|be there|make it)
    (scratch|forget|never mind) (that|it)? .. (original|old|first) (time|one|<time>|day) (is fine|works|is good)?
    keep (the|my)? (original|old|first|same)? (<time>|<appointment>|one|time)
    (ill|i will|lets|just|gonna|want to|wanna|rather) keep (it|that|my|the)? <appointment>?
    changed my mind .. keep
    keep (it|that|my|the|things|everything|them|both|mine|our)? (<appointment>|as is|as it is|like it is|the same|how it
        is|where it is|original|both|them|all)?
    leave it
    (still)? (want|need) (to keep) (my|the|it|that|them)? (original)? <appointment>? (after all)?
    (still|do) (want|need) (my|the|that) (original)? <appointment> (after all)?
    (not|wasnt|im not|isnt|arent|aint) (trying to|looking to|here to|going to|asking to)? (canceling|cancelling|cancel|
        cancell|moving it|changing it)
    (go back|back|return) to (the|my)? (original|old|first|<time>) (time|one|appointment|day)?
    (the)? (original|old|first) (time|one|day|appointment|<time>) (is|works|was|still) (fine|good|better|ok|works|great)
    (changed my mind|on second thought|jk|nvm|actually|wait) (ill|i will|lets|just|please|dont)? (keep|keeping) (it|my|
        the|that)?
    (no|ya no|mejor no|que no) (la|lo|me|le|las)? (cancel*|mueva*|muevas|cambie*|mover*) (mi|la|nada)? (cita)?
    (asi)? como estaba (antes)?
    asi como esta
    como esta (esta|queda) bien
    (dejala|dejalo|dejela|dejelo|dejenla|dejenlo|dejemosla|dejarla|dejarlo) (asi)? como esta
    (quiero|prefiero|mejor) (conservar|mantener|dejar|quedarme con) (mi|la|el|como)? (cita|<time>|hora|estaba)?
    (dont|do not|never|no need to) (cancel|move|change|reschedule|touch) (it|that|my|the|anything|nothing|them|any)?
        <appointment>?
    (original|old) (time|one|day) (is|works|was) (fine|good|better)?
    (dont|do not|didnt) (want|mean|say) (to|you to)? (cancel|move|change|reschedule) (it|that|my|the|anything|them)?
        <appointment>?
    (stick|stay|sticking|staying) with (the|my|what)? (original|old|first|<time>|we had|we have|same|i had) (time|
        appointment|one|day)?
    (go|going) with (the|my|what)? (original|old|first|we had|we have|same|i had) (time|appointment|one|day)?
    (si|yo)? (todavia|aun|si) (la|lo)? (quiero|necesito|ocupo) (mi|la|el)? (<appointment>|<repair>|reparacion|arreglo|
        lugar|espacio)
    (casi|almost|nearly) cancel*
    (i)? (still)? need (that|this) (one|appointment)
    (that|this) one i (still)? need
    (no)? deja (esa|ese)
    (esa|ese|esta) (si)? (la|lo) (ocupo|necesito|quiero)
    (but|pero) (im|i am|were) (still)? coming
    (but|pero) (ill|i will|well) (still)? (be there|come|make it)
    (but|pero) (si|yo si) (voy|llego|puedo|quiero|alcanzo) (a)? (ir|llegar)?
    (go back|back|return) to (the|my)? (original|old|first) (time|one|appointment|day|<time>)?
    (no|ya no|mejor no|que no) (la|lo|me|le|las) (cancel*|mueva*|muevas|cambie*) (mi|la|nada)? (cita)?
    (no|ya no|mejor no|que no) (cancel*|mueva*|muevas) (mi|la|nada)? (cita)?
    (deja|dejala|dejalo|dejela|dejelo|dejenla|dejemos|mantener|manten|mantengo|mantenga|mantengala) (como|en|con|la|mi|
        igual|asi|el|lo) (esta|estaba|la|mi|con|cita|igual|misma|de siempre|<time>)? (cita)?
    still (coming|gonna come|going to come|be there|planning to come|on my way|good) (at|on|for|<time>|in)?
    leave (it|that|my|the|things|everything|them) (<appointment>|alone|as is|as it is|as it was|like it is|like it was|
        the same|how it is|how it was|where it is|where it was|be)
    no (me|nos|la|lo)? (quiero|vayan a|vaya a|quisiera) (que)? (me|la|lo|nos)? (cancel*|anul*|borr*|quiten) (la|mi)?
        (cita)?
ask change:
    (if) (i|we) (had|have|need|ever|do|decide|decided|wanted|want|happen)? (to)? (cancel|move|reschedule|change) (it|
        that|my|the)? <appointment>? (would|do|will|is|are|can|could) (you|yall|there|i|it|they|he)?
    (y|que pasa)? si (no puedo|no llego|no alcanzo|no puedo ir|no puedo llegar|al final no voy)
    (can|could|may) i (still)? (cancel|reschedule|change|move) (it|that|my|the|<appointment>)? (later|if|another|
        anytime|after|something|i|things|plans)
    (what|what happens) if (i)? (need|have|want) to (cancel|reschedule|change|move)
    (how|where) (do|can) i (cancel|change|reschedule|move) (it|my|an|the)? <appointment>?
    (se puede|puedo) (cancelar|cambiar) (despues|si|luego)
    (que pasa) si (cancelo|no puedo|tengo que cancelar)
    (can|could|may) i (still)? (cancel|reschedule|change|move|back out) (it|that|my|the)? (<appointment>|mind|time)?
        (later|if|another|anytime|after|at any time|last minute|the day of|up to|without|for free)
    (can|could|may|what if) i (change|changed) my mind (later|after)?
    (is there|do you have|is it|will there be|do you charge|charge|whats|what is)? (a|any|your|the)? (cancel*|
        reschedul*|noshow|no show) (fee|policy|charge|penalty|fees)
    (is there|do you have|do you charge|you charge|will i get|any) (a|any|me)? (fee|charge|penalty|cost|extra)? (to|for|
        if i|if) (i)? (cancel*|reschedul*|miss|change|dont show|no show|need to cancel)
    (what|what happens) if (i)? (need|have|want|cant|miss|cancel|dont) (to)? (cancel|reschedule|change|move|make it|show
        up|come|my appointment)?
    (how|where) (do|can|would|should) (i|we|you) (go about|go to)? (cancel|change|reschedule|move|edit|modify|canceling|
        rescheduling) (it|my|an|the)? <appointment>?
    (cobran|cuesta|hay|tiene|cobra|hacen) (algo|un|una|algun|cargo|costo|multa|extra)? (cargo|costo|multa|penalizacion)?
        (si|por|para) (cancelo|cancelar|cambio|cambiar|cancelacion|cancelarla|no puedo|no llego|la cancelo|cambiarla)
    (como|donde) (le)? (hago|puedo|podria|se puede|se hace|cancelo|cambio) (para|hacer para)? (cancelar|cambiar|mover|
        reagendar|cancelarla|cambiarla|modificar|mi|la) (la|mi|una)? (cita|hora|fecha)?
    (se puede|puedo|podria|la puedo) (cancelar|cambiar|mover|reagendar) (la|mi)? (cita)? (despues|si|luego|mas adelante|
        cuando|sin costo|otro dia)
ask change:
    si (cancelo|falto|no voy|no llego) <time>? (pierdo|pago|tengo que pagar) (algo|plata|dinero|el deposito|todo)?
    si (no|ya no)? (puedo|llego|voy|alcanzo|podemos|cancelo|falto) (ir|llegar|venir)? (me|nos)? (cobran|cobras|cobra|
        multan|
        pasa|hay) (algo|algun|un|una)? (cargo|multa|problema)?
    (me|nos)? (cobran|cobras|cobra|multan|pasa) algo si (no|cancelo)
ask cancelled:
    (is|was|did|has) (my|it|the|you|brandon|he) .. cancel*
    (why|who|how come) (did|was|is|has)? .. cancel*
    (is|was|did|has|have|why|who|how come|why did|why was) (my|it|the|you|brandon|he|they|u) (get|just|really|guys)?
        (cancel|canceled|cancelled|cancel*) (my|it|the|on|me)? <appointment>?
    (cancelaron|cancelo usted|canceló|me cancelaron|se cancelo|esta cancelada|fue cancelada) (mi|la)? (cita)?
move missed:
    (perdi|falte a|se me (paso|olvido|fue)) (mi|la) <appointment> (de)? <time>?
    (missed|slept through|forgot about|spaced on) (my|the|our) (whole)? (<time>)? <appointment> <time>?
move:
    (hagame|hagalo|haga|hazme|hagan) (el|ese) cambio
    (get|be) (moved|switched|bumped|rescheduled|pushed) (to|for|up|back|around)?
    (necesito|quiero|ocupo|prefiero|busco|quisiera) (otro|otra) (dia|hora|fecha|horario)
    (muevala|muevela|cambiela|cambiala|pasela|pasala|recorrala|recorrela) (para|al|a|pal|a la)?
    (do|make|have|try|find) (it|this|that|us)? (some|any|on)? (another|a different|some other|a diff|other) (day|time|
        date)
    (would|could|can|is) <time> (be possible|possible|work|ok|open|available|free)? (instead|rather)
    (i|we|id|i would|im|i am|hi)? (need|want|like|have|gotta|trying|looking|hoping) (to)? (change|move|switch|swap|
        reschedule|push|rebook) (my|our|the|this|that) <appointment> (to|for|from)?
    (cant|wont|not going to) (make|do) (it|that)? <time>? (can|could|any chance) (we|i|you) (do|come|make it|get|move)?
    <time> instead
    instead of <time>
    reschedule (it|that|my|the|for|to)? <appointment>?
    (change|switch|move) (the|my) (time|day|date) (of|for|to)?
    (cant|wont|not going to|not gonna) (make|do) (it|that|<time>) (at)? (<time>|anymore|that day|then) (can|could|any)
    (cambiar|cambia|cambie|mover|mueve|mueva|pasar|pase|pasa|correr|reprogramar|posponer|reagendar) (mi|la|el|de|mi)?
        (cita|turno|hora|reserva|dia|fecha)
    (cambiarla|cambiarlo|moverla|moverlo|pasarla|pasarlo|cambiala|cambialo|muevela|muevelo|pasala|reprogramarla|
        reprogramar|reagendar|reagendarla) (para|a|al)?
    (bump|push|move|slide|squeeze|switch|put|change|reschedule) (me|us) (up|back|to|down|out|for|around|over) (to|by)?
        (<time>)?
    (push|move|bring|bump|slide|set) (it|that|my|the|mine|our) (<appointment>|<time>)? (up|back|out|forward|down|around|
        over) (to|by|a|an|till|until|for)? (<time>|hour|day|bit|week)?
    (cant|wont|not gonna|not able to|unable to) (make|do|come|be there) (it|that|in|there)? (<time>|anymore)? (at)?
        (<time>)? (can|could|any chance|is there|how about|what about|do you|maybe|got) (we|i|you|u)? (do|come|make it|
        get|move|have|instead|anything|a)?
    (push|move|bump|swap|switch|change) both (of)? (them|my|to|<appointment>)?
    (need|want|have|like|gotta|trying|prefer) (to|a)? (another|different|new|other|change the|change my|switch the|
        switch my) (time|day|date|slot)
    (come|do) (it)? (earlier|later|sooner|another day|a different day|another time) (instead|than) (that|<time>)?
    (rebook|reschedule|rescheduled|re schedule) (me|it|my|for|to|that|the)? <appointment>?
    (something|conflict|emergency) (came|come|has come|just came) up
    (wrong) (day|date)
    no (puedo|podre|voy a poder|alcanzo) (ir|llegar|venir)? (<time>|el|la|a las|esa hora|ese dia) (<time>)? (se puede|
        puede ser|pueden|podria ser|mejor|puedo|tiene|hay|que tal|y si) (el|<time>|otro)?
    (cambiar|cambia|cambie|cambien|cambio|cambiame|cambieme|mover|mueve|mueva|muevan|mueveme|muevame|pasar|pase|pasa|
        pasame|paseme|correr|recorrer|recorre|reprogramar|posponer|reagendar|reagende|adelantar|atrasar|ponme|pongame)
        (mi|la|el|de|me la|mi|las|nuestra) (cita|turno|hora|reserva|dia|fecha|<time>)
    (cambiar|cambia|cambie|mover|mueva|mueve|pasar|pase|pasa|reagendar) (la|el|mi)? (<time>) (a|para|por|al)
    (muevela|muevelo|muevamela|cambiela|cambielo|pasela|paselo|pasemela|recorrala|reagendela|adelantela|atrasela) (para|
        a|al|por)?
    (se me complico|me surgio algo|tengo un imprevisto|me salio algo)
    (para|a) (otro|otra) (dia|hora|fecha)
    (move|push|reschedule|postpone|bump|shift) (it|that|my|the|mine|our|this) <appointment>? (back|up|forward|to|for|
        from|<time>|out|around)?
    (switch|change|swap|trade|flip) (my|the|our)? (days|times|dates|day|time|date)
    (come|see|get|fit|squeeze) (me|us) (in)? (any)? (sooner|earlier|later)
    (recorr*|atras*|adelant*|mueva*|mueve*) (me|nos)? (la|mi) <appointment>
    (cambiemela|cambiamela|muevamela|muevemela|pasemela|pasamela|recorramela|adelantemela|atrasemela|reagendemela|
        cambienmela)
        (para|a|al|pal|por)?
    (me|nos)? (la|lo) (puede|puedes|pueden|podria|podrias|podrian) (pasar|mover|cambiar|correr|poner|recorrer|dejar)
        (para|a|al|
        pal|pa)?
    (switch|change|swap|adjust) (it|that|my|the|mine|our) <appointment> (back|to|for|from|up)?
    (switch|change|swap|bring|adjust) (it|that|mine) (back|up|forward|to|for|from|over)? (to|from|an)? <time>
    (move|push|bump|postpone|shift|switch|change|swap|bring) (it|that|mine|my) (back|up|forward|out|earlier|later) (to|
        by|a|an)? (<time>|hour|bit|little)?
    (move|push|bump|postpone|shift|switch|swap|change) (to|from)? <time> (to|for)? <time>?
    (move|push|bump|postpone|shift|switch|swap|change) (my|the|our|this) <time> (appointment|one|repair|to|for)?
    (move|push|bump|postpone|shift) (my|the|our)? (<device>|<repair>|<thing>) (appointment|to|repair|one|thing|visit)?
    (cambia|cambie|cambiame|cambieme|mueve|mueva|muevame|pasa|pase|mover|pasar) (mi|el|la|lo del)? (<device>|<thing>)
        (para|a|al) (el|la|las)? <time>
    (switch|swap|change) (my|the|our) (<device>|<repair>) (appointment|one|visit|to <time>)
    (move|switch) (it|that)
    (come|be there|make it|get there|get in) (in|by)? (later|earlier|sooner) (than|instead|if)
    (need|want|have|like) (to)? (come|be) (in|there)? (earlier|later|sooner)
    (can|could|possible to|like to|need to|want to) (i|we|you)? (change|switch|move|reschedule|push|bump|swap|adjust|
        rebook) (it|that|my|the|this|our|me) (<appointment>|to|for|<time>|up|back|around)
    (move|push|switch|change|swap|bump|reschedule|cambiar|mover) (my|the|our|mi|la) (<device>)? (<repair>)?
        (appointment|booking|visit|slot|cita) (to|for|from|para|a)?
    (had|have) (a|an|my) appointment (for|at|on)? <time>? but (i|my|something|got|now)
    (pasame|cambiame|mueveme|correme|recorreme|paseme|cambieme|muevame|pasanos|cambianos|muevenos) (la|mi|el)? (cita)?
        (para|a|al|pal|pa)? (el)? <time>
    (la|lo|el) (dejamos|pasamos|movemos|cambiamos|hacemos|dejo|paso|cambio) (para|a|al|pal) (el)? <time>
    (la|lo) (podemos|puedo|puedes|podria|podrias|pueden) (dejar|pasar|mover|cambiar|correr|poner|hacer) (para|a|al|pal)?
        (el)? <time>
    (podemos|puedo|puedes|podria|podrias|pueden) (dejarla|pasarla|moverla|cambiarla|correrla|ponerla) (para|a|al|pal)?
        (el)? <time>
    (me|nos) (cambian|cambia|cambias|mueven|mueve|corren|pasan|adelantan|atrasan|cambiaria|cambiarian) (mi|la|el)?
        <appointment>
    (lo|la) (puedo|podemos|puede|podria|pueden) (pasar|mover|correr|cambiar|dejar) (para|pa|pal|al|a)
cancel:
    (take|get|remove|scratch|cross) (me|us) off (for|of|from)? <time>
    (dont|wont|do not|no longer) need (you|yall|you guys) (anymore|any more|no more|after all)
    (neither|none) of us (can|will|is able to|are able to|could|gonna) (make it|come|be there|go|coming) (in)? (<time>)?
    (borreme|borrame|borra|borre|eliminame|elimineme|elimine|quiteme|quitame|quitenme|quite) (la|mi|esa) <appointment>
        (por favor|porfavor)?
    (give|let|gave) (my|the) <appointment> (to|go|away) (somebody|someone|another|the next)? (else|person)?
    (not|isnt|wont be) (coming|coming in|making it) (in)? <time>
    (decided|deciding|chose) (not to|against) (get|fix|do|come|getting|fixing|doing)? (it|my phone|the repair|in)?
        (fixed|repaired|done)?
    (siempre|al final|mejor) no (voy|vamos|ire|puedo ir|llego) (a)? (ir|poder ir)?
    (ya)? no (hace falta|ocupo|necesito|quiero) (la|mi|esa) <appointment>
    (take|get|remove|scratch) (me|us|my) (off|from|out of) (the)? (schedule|books|calendar|list for)
    (need|want|have|like|going|gotta|got) to cancel (it|that|my|the)? <appointment>?
    cancel (my|the) <family> (<appointment>|one)?
    (la|el|lo) de (mi|mis) <family> (ya)? (no|nel|cancelala|cancelalo|cancelela|quitala|quitalo|borrala|olvidala|
        olvidalo)
        (la|lo)? (quitala|quitalo|cancelala|cancelela|necesito|quiero)?
    (quita|quite|cancela|cancele|borra|olvida) (la|el|lo) de (mi|mis) <family>
    (cancel*|anul*|borr*) (ambas|ambos|todas|todos|todo)
    (anula|anule|anulen|anular|anulo)
    (call|calling) (it|that) off
    (delete|remove|drop|scratch|forget|kill|scrap|axe|nix|trash|ditch|dump|take off|do away with) (my|the|that|this)
        (whole)? <appointment>
    (isnt|not|arent|wont) (going)? (to)? (be)? (able)? to (come|make it|attend|be there|show up|keep it|get there) (in|
        by)?
        (<time>|anymore)?
    (quiteme|quitenme|quitame|saqueme|sacame|borreme|borrame) (de)? (la|el)? (lista|agenda|cita|citas|calendario) (de|
        del|para)
        (el|la)? <time>
    (borrela|borrala|borremela|eliminela|eliminala|tumbela|tumbala|cancelamela|cancelemela|cancelenmela|anulamela|
        anulemela)
    (cant|wont) (make it|come in|come) (<time>|anymore)?
    (dont|do not|no longer|wont) need (it|the|my|that|an)? (<appointment>|repair|fix|to come)? (anymore|any more|after
        all)
    (dont|do not|no longer) want (it|the|my|to)? (<appointment>|repair|come) (anymore|after all)?
    (got|had) (it|my phone|the phone) (fixed|repaired|done) (somewhere|elsewhere|by|already|at another)
    (i)? (fixed it|fixed) myself
    (cancelar|cancela|cancele|cancelen|cancelo|anular|anula|anule|borrar|cancelarla|cancelarlo|cancelala|cancelalo) (mi|
        la|el|todo|las)? (cita|turno|reserva|citas)?
    (ya)? no (puedo|podre|voy a poder|voy a|alcanzo a) (ir|llegar|venir|asistir)
    ya no (voy|ire|quiero|necesito|puedo|la necesito|lo necesito|la quiero|lo quiero)
    (want|need|please|gonna|going to|have) (it|that|my|the)? (to be)? (canceled|cancelled)
    (cant|wont|unable|no longer|not able|not going|not gonna|wont be able|cant be) (to|be|going|gonna)? (make|come|
        coming|able|be there|make it) (it|in|to make it|anymore|today|tomorrow|after all|to the appointment|there|to)
    (wont|not gonna|not going to|no longer) (be)? (need|needing|coming|there|able|making it|make it|come|showing|be
        there) (it|in|the repair|anymore)?
    (bought|got|getting|buying|upgraded) (to)? a new (phone|one|iphone) (instead|so|already|yesterday|today)?
    (found|went|took it) (to|with)? (somewhere|someone|someplace|another|elsewhere) (else|shop|place|cheaper)?
    (already|alr) (booked|going|scheduled|made an appointment) (it)? (with|to|at|in)? (somewhere|someone|somebody|
        someplace|another|elsewhere) (else|shop|place|cheaper)?
    (take|get|remove|scratch|delete|pull) (me|us|my|my name|my appointment) (off|from|out of|out) (the|your|of)?
        (schedule|books|calendar|book|list for)
    (back|backing) out (of)? (it|my|the)? <appointment>?
    (cancel*|cancelar|cancela|cancele|cancelen|cancelo|anular|anula|anule|anulen|cancelarme|cancelame|canceleme|
        cancelenme|quitar|quite|quita|borre|elimine|elimina) (mi|la|el|todo|las|mis|ambas|los|me) (cita|turno|reserva|
        citas|appointment|hora|<time>|dos|de)?
    (cancelar|cancela|cancele|cancelen|cancelarla|cancelarlo|cancelala|cancelalo|cancelela|cancelelo|cancelenla|
        anularla|anulela|cancelame|canceleme)
    (ya)? no (puedo|podre|voy a poder|alcanzo a|vamos a poder|podemos) (ir|llegar|venir|asistir|hacerlo) (a la cita|hoy|
        <time>|ya)?
    ya no (voy|vamos|ire|iremos|voy a ir|quiero|necesito|puedo|la necesito|lo necesito|la quiero|lo quiero) (ir|la cita|
        el arreglo|nada|reparar*|arreglar*)?
    (ya)? (lo|la|me lo) (arregle|repare|arreglaron|repararon|compre) (en otro|en otra|otro|nuevo|por otro) (lado|lugar|
        parte|tienda)?
    (compre|me compre|consegui) (uno|otro|un telefono) (nuevo|mejor)?
    (cant|wont|unable|not able|not gonna|not going|no longer|wont be|not gonna be|not going to be|im not) (be)? (able)?
        (to)? (make|come|attend|keep) (it|my|the|to|in)? (to)? (my|the)? (<appointment>|<time>)? (anymore)?
    (call|calling|called) (it)? off (my|the|it|that)? (<appointment>|<time>)?
    (dont|do not|no longer|wont) need (it|the|my|that|an|my phone)? (fixed|repaired|<repair>|appointment|to come|the
        repair) (anymore|any more|after all|now)?
    cancel
    cancel (it|that|this|mine|everything|both|all|them|me|us|please) (for|of|them|please|out)? (my|the)? (<appointment>|
        <time>|appointment)?
    cancel (both|all|for)? (of)? (my|the|our|his|her|for|that|this) (whole|entire|upcoming|next)? (<appointment>|<time>|
        <device>|<repair>|<thing>|<family>|one|thing|fix|order|session|service|trip|time|job) (<appointment>|one)?
    (dont|do not|no longer) want (my|the|it|to)? (phone|<device>|<repair>|it|get it)? (fixed|repaired|done|the repair|
        replaced|<appointment>) (anymore|any more|any longer|after all|now|no more)?
    (dont|do not) want (it|that|this|to come|to) (anymore|any more|any longer)
    (ya)? no (la|lo|las|los) (voy|vamos|iba) a (necesitar|ocupar|usar|querer)
    ya no (voy|vamos) a (necesitar|ocupar|querer|usar) (la|mi|esa|una|ese|el)? (de|del)?
        (<appointment>|<time>|<device>|<repair>)
    (se|me|nos) (la|lo) cancel*
    (esa|ese|esta) (es la que|es el que)? ya no (va|quiero|la quiero|lo quiero)?
    (la|el|lo) (que|de) .. ya no (la|lo)? (quiero|necesito|ocupo|va)?
    (la|el) de (hoy|<time>) (ya)? no (voy|puedo|quiero|la quiero|va)?
    <appointment> .. (ya)? no (la|lo) (necesito|quiero|ocupo)
on_site:
    (come|go|travel|drive|coming) (out)? to (people|customers|the customer|your customers|peoples) (homes|houses|house)?
    (y)? (si)? (mejor)? (vienen|viene|vengan|venga) (mejor)? (ustedes|usted|brandon|a mi casa|aca)
    (come|comes|came|coming) (out|over)? (to|by) (me|us|my|our) (house|home|place|work|job|office|apartment)? (instead)?
    (come|drive|travel|go|get|head) (out|over|here|down)? (to|by) (me|us|my|our) (house|home|place|work|job|office|
        apartment|hotel|crib|apt|spot|location|school)?
    (come|drive|travel|meet) (out)? (to my|at my)
    (come) (out)? to (me|us)
    (can|could|do|does|will|would) <you> (come|travel|drive|make (house|home) calls|do (house|home) (calls|visits|
        repairs)) (out|over|here|to)
    (do|offer|are) (you)? (mobile|house calls|home visits|on site|onsite|home service)
    house calls
    housecalls
    (van|vienen|viene|ir|venir|puede venir|pueden venir|puede ir|vaya|vengan|venga) (a)? (mi|la) (casa|trabajo|oficina|
        domicilio|apartamento|hotel)
    (a|servicio a|servicio) domicilio
    (me|nos) (pueden|puede|podrian|podria) visitar (en|aqui|aca)?
    (pueden|puede|podrian|podria) visitar(me|nos)? (en mi|aqui|aca)
    (en|a) mi (casa|trabajo|oficina|apartamento)
    (<device> <repair>|<repair> (for|on) (my|a|an)? <device>) (at|in) (my|our) (house|home|place|work|job|office|
        apartment|hotel)
    (<time>|done|fixed|replaced|repair|appointment) (at|in) (my|our) (house|home|place|work|job|office|apartment|hotel)
    (at|in) (my|our) (house|home|place|work|job|office|apartment|hotel) <time>
    (come|came|coming|drive|drove|travel|go|get|head|swing|stop|visit|meet) (out|over|here|down|by|up)? (to|by|at|2)
        (me|us|my|our|his|her|where i am|the office|you|work|<address>|where im at) (house|home|place|work|job|office|
        apartment|hotel|crib|apt|location|school|dorm|jobsite|girl)?
    (extra|more|fee|charge|cost|much|price) (for|to)? (you|him|brandon|u)? (to come|to travel|to drive|coming|come|
        travel) (to me|to us|out|to my|out here|here|to you|over)
    (at|in|from) my (house|home|place|work|job|office|apartment|hotel|crib|dorm) (for|to fix|instead|or|please|if)
    (can|could|will|would) <you> (guys)? come (and|to)? (fix|repair|do|look|get|replace|change|check)
    (fix|repair|do|replace|change|look at) .. (at|in) my (house|home|place|work|job|office|apartment|hotel|crib|dorm)
    (any chance|any way|possible|is it possible|think|so) (for|that)? <you> (could|can|to|would)? (come|travel|drive)
        (out|over|here|to me|to my|by) (house|home|place|work|job|office|apartment)?
    (can|could|do|does|will|would|is|are|u) (<you>|somebody|someone|anyone|a tech|the tech|tech) (guys)? (come|travel|
        drive|make house calls|do house calls|do home visits|able to come|meet me|go) (out|over|here|to me|to my|to the
        house|and fix|pick it up) (here|to|fix|me|my)? (<address>|my|me|house|work|job|where)?
    (somebody|someone|he|brandon|you) (come|meet) (out|over|to) (here|me|my|to)
    (hes|he is|you|youre|is he|are you|brandon is|he) (still)? (coming|comin) (out|over)? (to|2) (my|me|the|our|us)
        (house|home|job|work|place)?
    (fix|repair|do) (it|my phone|them|the phone) (at|in) my (house|home|place|work|job|office|apartment|hotel)
    (no|dont have|without|have no) (a)? (car|ride|transportation|vehicle|wheels)
    (van|vienen|viene|ir|venir|vaya|vayan|vengan|venga|puede venir|pueden venir|puede ir|hacerlo|arreglarlo|repararlo|
        vinieran|viniera) (hasta)? (a|en)? (mi|la|donde) (casa|trabajo|oficina|domicilio|apartamento|hotel|estoy|vivo)
    (hacen|tienen|ofrecen|dan|hay)? (servicio|reparacion|reparaciones|visitas)? a domicilio
    (no tengo|sin) (carro|coche|auto|como ir|transporte|en que ir)
    (puede|pueden|podria|podrian) (venir|ir) (a|aqui|hasta|al)? (mi|casa|la|donde)? (casa|trabajo|oficina|hotel|aca|
        aqui)?
    (mobile|onsite|on site|in home|home|house) (service|repair|repairs|visit|visits|mechanic|tech|call|calls|fix)
    meet (me|us) (at|somewhere|halfway|in|by|on) (the|my|a|<address>)?
    (venir|ir|viene|vienen) a (donde|mi|la)
    (por|si|extra por|mas por) (venir|viene|vienen|ir) (a|hasta|aqui)? (mi|la|donde)? (casa|trabajo|oficina|domicilio|
        estoy)?
    (for|to) (coming|come|travel|traveling|driving|drive) (out|to me|here|over)
    (por|si|extra|el) (venir|viene|vienen)
    (do|does|can|will) (u|you|yall|he|brandon) (guys)? (travel|come out|come to|make house)
    (no)? (pueden|podrian) venir (ustedes|aca|aqui|hasta aca|hasta aqui|por aca)?
speak es:
    (can|could) (we|you|i|u) (please|guys)? (do|speak|talk|text|write|continue|have|answer|reply) (this|it|to me|
        with me|me)? (in)? (spanish|espanol)
    (en|in) (spanish|espanol) (please|porfavor|por favor|mejor|si|if)?
    (spanish|espanol) (please|porfavor|por favor|mejor)
    (me|nos)? (puede*|podria*|podemos|quiero|prefiero|mejor)? (hablar*|hablame|hableme|hablemos|escrib*|respond*|
        contest*|hablas|habla)? (me)? en espanol
    (prefiero|mejor|solo hablo|nomas hablo|i only speak|only speak|i speak) (en)? (espanol|spanish)
    no (hablo|entiendo|leo|se) (mucho|bien|nada de)? (ingles|english)
    (hablan|habla|hablas|atienden|atiende|contestan|hay alguien que hable|alguien habla) (ustedes|usted|en|tu)? espanol
    (i|we) (dont|cant) (speak|understand|read) (english|ingles)
speak en:
    (can|could) (we|you|i|u) (please|guys)? (do|speak|talk|text|write|continue|have|answer|reply) (this|it|to me|
        with me|me)? (in)? (english|ingles)
    (en|in) (english|ingles) (please|porfavor|por favor|mejor)?
    (english|ingles) (please|porfavor|por favor|mejor|only|instead)
    (switch|go|change) (back)? to english
    (prefiero|mejor|i only speak|only speak|i speak) (en)? (english|ingles)
    (i|we)? (dont|cant) (speak|understand|read|know) (spanish|espanol)
    no (hablo|entiendo|leo) (mucho|bien|nada de)? (espanol|spanish)
come_in:
    (no|nah|nvm|actually|wait)? (ill|i will|we will|well|we can|i can|i could|im gonna|i am going to|im going to|imma|
        ima|id rather|i would rather|let me|lemme|rather|gonna) (just)? (come|go|drive|bring|drop|stop|swing|pull|ride|
        take|head) (it|my phone|my <device>|this)? (in|up|by|over|down|off|there|to)? (to|by|in)? (you|you guys|the
        shop|the store|your shop|there|your place|his shop)?
    (no|mejor|prefiero|ya)? (mejor)? (yo)? (mejor)? (voy|ire|paso|pasare|lo llevo|la llevo|se lo llevo|te lo llevo|
        llevarlo|ir|llevo) (yo|mejor|alla|para alla|hasta alla|a la tienda|al local|a su local|con ustedes|a tu local|
        alli|ahi)?
    (no need|dont need|no hace falta|no necesito) (to|for|que|for you to|for him to|que el)? (come|drive|venga|vengan|
        ir|venir) (out|to me|over|here)?
    no (es|era|seria|sera|quiero|necesito)? (a|un)? (domicilio|visita)
    (el|ella|yo|nosotros|mi <family>|<family>) (mismo|misma)? (va|voy|vamos|van|lo lleva|la lleva|lo llevo|la
        llevo|puede ir|puede llevarlo) (para|a|hasta)? (alla|alli|ahi|el local|al local|el taller|al taller|la
        tienda|ustedes)
    (ir|voy|va|llevarlo|llevarla|llevo|vamos) (al|a la|hasta el|para el) (local|taller|tienda|negocio)
call_me:
    (echeme|echame|haga|hagame|hazme|deme|dame|peguenme|pegame) (una)? (llamada|llamadita|marcada|telefonazo)
    give (me|us) a (call|ring|buzz)
    (call back|callback)
    (want|need|like|get|request|prefer) (a|to get a|to have a) (phone)? call (back)?
    (llame|llama|llamen|llamame|llameme|llamenme|marque|marqueme|marcame|llamarme|que me llame) (a|por|al)? (mi|
        telefono|numero|me)?
    (can|could|have|tell|ask|get|need|want|will|would|let|please|may|should) <you> (guys|please|just)? (to|go ahead
        and)? (call|phone|ring|facetime|dial) (me|my|us|him|her|the) (<family>|phone|cell|number|back|at|on|asap|please|
        when|instead|<time>)?
    (call|phone|ring) (me|us|my phone|my cell|my <family>|her|him) (back|at|on|asap|please|when|later|instead|right|now|
        real|<time>)?
    (give|gimme|shoot) (me|us|my|him|her|it)? (<family>|a|us)? (a|the)? (call|ring|buzz|callback|holler)
    (want|need|like|get|request|prefer|waiting|expect|requesting|have) (a|an|to get a|to have a|on a|for a|my) (phone)?
        (call|callback) (back|from|please|<time>|when)?
    (llame|llama|llamen|llamame|llameme|llamenme|marque|marqueme|marcame|marquenme|llamarme|que me llame|llamarle|me
        llama|me llaman|me marca|me marcan|me llamas|hablame|hableme|hablenme) (a|por|al|cuando|porfavor|de|ahora|
        <time>|en)? (mi|telefono|numero|me|este)?
    (me puede|me pueden|puede|pueden|podria|podrian|me podria|que) (brandon|usted|alguien)? (llamar*|marcar*|me llame|
        hablar por telefono|llamarme|marcarme)
    (quiero|espero|necesito|dame|deme|haga|recibir|por) (una|la)? llamada
    (have|get|let|ask|need|want|can|could|pls|please) (someone|somebody|anyone|him|brandon|<you>) (to)? (call|ring|
        phone|dial) (<number>|this|me|the|us|904|my|back)?
    (dial|buzz|ring) (me) (up|back|at)? (when|on|at|if|later)?
    (call|phone|ring) (<number>|904|352|386|305)
    call (back|this number|my number|this|the number|<number>) (please|asap|when)?
person:
    (returning|return) (a|his|your|the|brandons|her)? call
    (you|somebody|someone|he|brandon|you guys|yall) (guys)? (just)? called me
    missed (a)? call (from)
    (me llamaron|me acaban de llamar|devolviendo la llamada|llamada perdida de)
    (can|could|would|will|please) (you)? (please)? (transfer|connect) me (over|through|now|please|to (brandon|him|
        someone|somebody))?
    (transfer|connect) me (please|now)
    (left|forgot) (my|the|a|his|her|our) (<repair>|<trouble>|<thing>|sim|tool|keys|wallet|purse|bag|umbrella|glasses|
        sunglasses|jacket|hat|card|box|popsocket|ring|charger|cable) (and|or)? (<repair>|<trouble>|tool|tray|card|
        charger|cable)? (there|behind|at|in|with|on|over|when)
    (left|forgot) (my|the|a|his|her|our) .. (<repair>|tool|keys|wallet|purse|bag|charger|cable|card) (there|behind|at
        your|at the|with you)
    (dont|do not|rather not|not) (want|wanna|going)? (to)? (be)? (talk|talking|text|texting|speak|speaking|chat|
        chatting) (to|with) (a|an|no|any|some|this)? (bot|robot|machine|computer|ai|<thing>|recording)
    (talk|speak) (to|with) (him|her|them|somebody|someone)
    representative
    (give|pass|leave|get|send) (him|brandon|the owner|a) (a|the|this)? message
    (let) (brandon|him) know
    (hablar|comunicar*|comunicarme) con (el|un|una|la)? (dueno|brandon|persona|humano|alguien|encargado|gerente|tecnico)
    (mensaje|recado) para
    (talk|speak|chat|connect|transfer|put|get|switch|need|want|send) (me)? (to|with|through to|on with|on|through|over
        to)? (me|the phone)? (to|with)? (a|an|the|your|with|any|some)? (real|actual|live|human|different|other)?
        <person> (please|there|now|instead)?
    (talk|speak) (to|with) (him|her|them|somebody|someone|you|brandon|a guy|the guy) (please|directly|about)?
    (real|live|actual|human) (person|human|people|agent|being|rep) (please)?
    (representative|operator|agent|customer service|human|rep) (please|now)?
    (give me|get me|i want|i need|just give me|let me (talk|speak) to|put) (a|the|brandon|an|to)? (real|live)? (person|
        human|representative|operator|agent|rep|brandon)
    (can|could|please|just|would|will|you|pls|go)? (you)? (please|just)? (tell|ask|let|remind|inform) (brandon|him|the
        owner|the guy|owner|the boss|the tech|your boss) (know|that|to|if|about|i|hi|hey|thanks|we|its|my|what|when)?
    (let) (brandon|him|the owner) (know|kno|no) (that|its|i|im|if|about)?
    (have|tell|ask|get|need) (him|brandon|the owner|the guy) (to)? (text|message|hit|contact|reach|respond|email|txt)
        (me|us|back)? (back|up|out|asap)?
    (leave|pass|give|get|send|take|relay) (a|him|brandon|the|this|my|along|on) (a|the|this|my)? (message|note|word)
        (for|to)? (brandon|him|the owner|owner)?
    (message|note) (for|to) (brandon|him|the owner|owner)
    (pass|relay|forward) (that|this|it) (on|along|to) (to)? (brandon|him|the owner)?
    (hablar|comunicar*|comuniqueme|comuniquenme|comunicarme|pasar*|paseme|paseme|pasame|pongame|transferir*|quiero|
        necesito|prefiero) (con|a|hablar con|al)? (el|un|una|la|al)? (dueno|brandon|persona|humano|alguien|encargado|
        gerente|tecnico|representante|operador|operadora|agente|persona real)
    con (el|la|una|un)? (dueno|duena|encargado|gerente|tecnico|brandon|persona|humano|operador|operadora|representante)
        (por favor|porfavor|por fa)?
    (digale|dile|avisele|avisale|preguntele|preguntale|diganle|recuerdele|informele|digale|dejele|dejarle) (a|al|que)?
        (brandon|dueno|el|que|tecnico)? (que)?
    (dejar|dejo|dejarle|tengo|pasele|dar|darle|tomar|toma|tome|tomarme|mandar|mandarle) (un|el|este|le)?
        (mensaje|recado) (para|a|al|de)? (brandon|el|dueno)?
    (representante|operador|operadora|agente|servicio al cliente) (por favor|porfavor)?
    (talk|speak|talking|speaking) (to|with) (whoever|the person|the one|the guy|the man|whos|who|the lady|the actual)
        (that|who|owns|runs|in charge|doing|fixing|is|fixed|works|owner)? (owns|runs|in charge|this|the|my)?
    (someone|somebody|anyone|person|human) (i|we) (can|could|may) (talk|speak|chat) (to|with)?
discount special:
    (what|which|do|does|are|is|have|any|got|running|you|there) (<you>|there|the shop|guys|kind of)? (guys|currently)?
        (have|got|run|running|offer|offering|doing)? (any|a|some|the|your)? (current|good|new|other|special)? (specials|
        special|deals|deal|sale|sales|promos|promo|promotions|promotion|special offers|offers) (do you have|are there|
        going on|running|on|going|you have|right now|available)? <time>?
    (what|whats|what are|which) (specials|deals|promotions|promos|offers|sales|the specials|your specials|the deals|
        your deals) (do you have|do you|are there|have you got|you got|are you running|today)?
    (tienen|tiene|hay|manejan|estan|cual|cuales|que|alguna|algun|algunas) (es|son)? (alguna|algunas|algun|una|las|la|
        en)? (oferta|ofertas|promocion|promociones|especial|especiales|ofertas especiales) (hay|tienen|tiene|ahora|
        ahorita|especial|de)? <time>?
discount:
    (me|nos)? (puede|puedes|pueden|podria|podrian)? (hacer|hacen|hace|haga|dar|dan|da|deja) (me|un|una|alguna|algun)?
        (rebaj*|descuent*|
        precio especial|precio mas bajo|atencion)
    (me|nos)? (lo|la)? (iguala|igualan|igualas|igualaria|empareja|emparejan|mejora|mejoran|respeta) (el|ese|un|la|mi)?
        (precio|oferta)?
    (otro|otra) (taller|lugar|tienda|lado) (me)? (cobra|cobran|lo hace|lo hacen|sale|piden) (en|por|a|como)? (<money>|
        <number>)
    (do|will|would|can|could) <you> (guys)? (match|beat|price match|meet) .. (price|prices|quote|deal|offer|that|this)
    (do|does|any) (seniors|students|veterans|teachers|nurses|cops|military|soldiers|vets) (get|have) (any|a|anything|
        something)? (money)?
        (<trouble>|off|discount|deal|break)
    (knock|take|shave|chop) (a little|some|a few|anything|<money>|<number>|a couple)? (bucks|dollars|something)? off
    (military|student|senior|veteran|first time|first responder|cash) discount
    (come|work|go) (down|lower) (on|with)? (the)? (price|me)?
    (price match|pricematch|match (the|a|their|that)? price)
    (descuento|descuentos|rebaja|rebajas|oferta|ofertas|promocion|promociones|cupon)
    discount|discounts|coupon|coupons|promo|promos|promotion|promotions|dicount|discout
    (any|a|have|got|yall got|running|offer|give|get|todays|weekly|current) (a|any|me)? (good|current|better)? (deal|
        deals|special|specials|hookup|hook up)
    (any|got|have|do you have|offer|give|get) .. (discount*|coupon*|promo*) (for|if|on)?
    (anything|something|some|a little|a bit|money|a couple bucks|a few bucks) off
    (can|could|would|will|do) (you|he|i|we|u) (do|get|give|take|make|hook) (me|it|us)? (a|an|like|for)? (discount|deal|
        <percent>|better price|lower price|good price|price break|break)
    (<money>|<number>) (off|less|cheaper|de descuento|menos)
    (take|knock|get|drop|shave|cut) (<money>|<number>|some|a few|a little|a couple|five|ten|twenty) (bucks|dollars|
        money)? off
    (knock|take|shave) (off|some|a) (<money>|<number>|ten|five|twenty|few|some|off|little) (bucks|dollars|off)?
    (cheaper|lower|better|discounted|reduced|good) (price|rate|deal|offer) (if|for|than|on)? (i|cash|two|both)?
    (do|get|go|doing|got) (it|this|that|any|anything)? (any)? (better|cheaper|lower) (on|with|than)? (the|that|your|
        price)? (price|that|pricing|deal)?
    (make|do|give|get) (it|me|this) (any)? cheaper
    (is|are|it|any|anything|something)? cheaper (if|for|way|option|when|with) (i|cash|me|you|we|two|both)?
    (can|could|would|will|do) (you|he|u|we) (do|take|accept|go|make it|make|fix it for|do it for|do it) (like|for|at|to|
        it|just|maybe|about)? (cheaper|less|<money>|<number>|lower|better|sixty|fifty|seventy|forty)
    (do|fix|take|accept|make|give|gimme) (it|that|them|me|this)? (for|at|to) (like|about|just|only)? (<money>|<number>)
    (ill|i will|i can|i could|could|i got|i only have|only have|i have|i only got|best i can do is|would you take|ill
        give you) (only|just)? (pay|give you|do|give|offer|got|have|take)? (you|yall)? (like|for|about)? (<money>|
        <number>) (cash|tops|max|right now|today)? (today|now|for it)?
    (come|work|go) (down|lower) (on|with)? (the|that)? (price|me|a little|some)?
    (match|beat) (it|that|the price|a price|their price|his price|that price|a quote|their quote|this|the|a|their)?
        (price|quote)?
    (hook|hooks) (me|us|a|ya|a brother|a bro) (up|boy up|brother up|girl up)
    (work) (with me|something out) (on)? (the|price)?
    (cut|give|gimme) (me|us) (a|some) (deal|break|discount|slack)
    (skip|waive|no|without) (the)? (tax|fee)
    (any|some|little) (wiggle room|flexibility) (on)? (the)? (price)?
    (is) (the|that) price (negotiable|firm|flexible|your best)
    (best|lowest|bottom|cheapest) (you can do|price|offer|deal|you got) (you|on|for)?
    (negotiate|negotiable|haggle|barter)
    (me|nos) (lo|la|los|las)? (deja|dejan|hace|hacen|dejas|haces|da|dan|das) (en|por|a|un|como en|un poco|algo|el|mas)?
        (<money>|menos|<number>|<percent>|barato|descuento|mejor precio|mas barato)
    (me|nos) (lo|la)? (deja|dejan|puede dejar|pueden dejar|hace|hacen|puede hacer) (en|por|a) (<money>|<number>|menos|
        sesenta|cincuenta|setenta)
    (lo|la) (deja|dejan|hace|hacen|puede hacer|dejaria) (en|por|mas) (<money>|<number>|menos|barato)
    (lo|cuanto es lo|que es lo) (menos|minimo|mas barato)
    (hay|tiene|tienen|hacen|dan|algun|me hace|me das|me da|un) (algun|alguna|un|una)? (descuento|descuentos|rebaja|
        oferta|promo|promocion|discount)
    (mejor|buen) precio
    (mas|algo) (barato|economico|barata)
    (saw|found|get|got|quoted|charging|charges|seen) (it|one|me|that|the same)? (for|at)? (<money>|<number>) (somewhere|
        elsewhere|at|down|online|on|from|by|cheaper|across) (else)?
    (whats|what is) (the|your) (cheapest|lowest|best) (you|price|u|deal) (can|could|will)? (do|go|give)?
    <percent> (off|discount|de descuento|menos|less|rebaja|of|descuento|cheaper) (if|si)?
    (hace|hacen|dan|da|give me|gimme|do|get|take|knock) (me|un|a|like|off)? <percent>
    (anything|something|any|it|for|option) cheaper
    (is there|got|have) (anything|something|any) cheaper (option|way)?
    (lower|drop|cut|reduce|bring down|come down on) (the|your|that)? price
    (descuentito|rebajita|descuent*|rebaj*)
    (deme|dame|haga|hagame|hazme) (un|una|mi)? (descuent*|rebaj*|precio|mejor precio)
    (si)? (me|nos) (baja*|rebaja*|descuent*) (algo|un poco|un poquito|el precio|<money>|<percent>|<number>)
    <percent> (si|if)
    (te|le|les) (doy|ofrezco|pago|puedo dar|puedo pagar) (<money>|<number>)
    (<money>|<number>) y (voy|vengo|paso|lo llevo|la llevo|cerramos|listo)
    (ni|not even) (siquiera|a|un|unos|like)? (<money>|<number>|<percent>)
    (can|could|anything|something|any) (you|yall|he|brandon|we)? (can|could)? (do|work|help) (me|us)? (anything|
        something|
        out)? (about|on|with) (the|that|this|your)? (price|prices|pricing|cost)
    if (i|we) (pay|paid|pays|pay you) (in|with)? cash
    (how|what) (about|bout) (like|just|only)? (<money>|<number>) (cash|flat|even|bucks|dollars|today)?
    (me|nos) (hace|hacen|haces|haria|harian|da|dan|das|hacen) (un|buen|mejor|algun|mas|buenos)?
        (precio|preciecito|precito|precios|descuentico|descuentito|rebajita|trato|combo|especial)
discount objection:
    (thats|its|it is|that is)? (way|a bit|a little|a lot)? more than (i|we) (can|could|want|wanted|have|had|expected|
        thought|planned|was hoping) (to|on)? (spend|pay|afford|spending|paying)?
    (your|ur|the|yall|these|those|yalls)? (prices|price|rates|pricing) (are|is|r|seem|seems|be) (so|kinda|pretty|really|
        just|way|too)? (insane|crazy|wild|ridiculous|nuts|outrageous|high|steep|expensive|a bit much|a lot|up there|no
        joke)
    (<person>|place|guy|guys|kiosk|store|shop|lady|dude|one|someone) (down|across|around|up|over|by) (the|my)? (street|
        road|corner|block|there|house|way) (does|did|do|said|charges|wants|quoted|will do|can do|has) (it|them|that|me|
        screens|this)? (for|like|only|at)? (<money>|<number>|less|cheaper|half)
    (thats|its|it is|that is|damn thats|wow thats|dang thats) (so|kinda|pretty|really|a bit|a little|way)? (high|steep|
        pricey|
        expensive|crazy|a lot of money)
    (<thing>|<device>|<person>|place|guy|guys|kiosk|store|shop|they|mall|lady|dude|friend|other|someone) (said|told|
        wanted|wants|charges|charge|charging|asked|asks|does|did) (me|us|it|them|like|only|just|for)? (it|like|
        only|just|for)? (<money>|<number>)
    (too|so|kinda|very|bit|little|way too|hella) (expensive|pricey|high|steep) (for me|man|bro)?
    (too much|thats a lot|thats alot|that is a lot|lot of money|too much money) (for me|for that|money|for a)?
    (cant|dont) (afford|have) (it|that|that much|that kind)
    (out of|over) my budget
    (muy|esta|demasiado|bien|carisimo|carisima) (caro|cara|carito|carita)
    (es|mucho) (mucho)? dinero
    no (me)? alcanza
    (porque|por que|y)? (tan|muy|esta) (caro|cara|carito|carita|carisimo|salado)
ask price:
    (how much|what) (do|did|will|would) (i|we) (still)? owe (you|yall|u|him|brandon|guys)? (for|on)?
        (<time>|this|that|it)?
    hm (for|is)
    (whats|what) (it|that|this|one|those|they|these|something like that) (run|cost|costs|runs|go for|come out to|be)
    (whats|what) the (ticket|damage) (on|for)?
    is it still <money>
    how much (is|for|are|to|would|do|does|it|will|u|you|the|a|an|my|that|this|cost|costs|would it be|you charge|can
        you)?
    how (much|mutch) .. (cost|charge|run|set me back|be|total|both|fix|repair|replace)
    (what|whats|what is|what are) (the|your|ur|a)? (price*|cost*|rate*|charge*|total|quote|estimate|fee|damage)
    (price|prices|pricing|cost|quote|estimate|ballpark) (on|for|of|to|check|please|list)?
    (whats|what|how) .. (you|it) (charge|cost|run|charging)
    what (do|would|will|does) (you|it|that|u)? (charge|cost|run)
    (what|how much) (do|would|will|does|might) .. (charge|cost|run|go for|come out to|set me back) (me|us)? (to)?
    (what|whats) (a|an|your|the|new)? (new)? (<repair>|<device>|<thing>) (run|runs|running|cost|costs|go|goes|going)
        (for|on|about)?
    (what) .. (cost|run|set|charge) me (back)? (to)? (get|have|fix|replace|repair|change) (my|a|the|this)?
    (how much) (all|both|altogether|total|in total|together)
    (ballpark|rough|free)? (quote|estimate|price)
    (cuanto|cuanto me) (cuesta|cuestan|cobra|cobran|cobras|vale|valen|sale|saldria|seria|costaria|es|por|cobrarian|
        saldria|seria)? (por|el|la|un|una|cambiar|arreglar|reparar|para)?
    (que)? (precio|precios|costo|presupuesto|cotizacion|tarifa) (tiene|tienen|de|del|por|para)?
    a (como|cuanto) (sale|esta|estan|tienen|cobran)?
    (is|are) (it|the|a|that) still (<money>|<number>|79|89|49|59) (for|to|dollars)?
    (is|are) (yours|ur|urs|your price|you|yall|it|that) (any)? cheaper (than)?
    (whats|what) (the)? (ticket|damage|price|total|cost|charge|fee|tag|deal) (on|for|of|to|with|be|look like|at)?
    (how much) (with|without|for|total|all together|after|and|again|is it|was it|was|does|extra|more|would|to)
    (how much|how mucho|howmuch|wat much|hm) (is|for|to|are|would|do|u|you|it)?
    (run|running) (me|for)
    (what|how much) (am i|would i be|will i be|are we|we) (looking at|talking|paying|talkin)
    (what|how much) (do|does|would|will|did) (it|you|that|this|a|he|u|yall) (usually|normally)? (charge|cost|run|ask|
        costs|go for|set me back|be)
    (que|cual es el|cual es la|cual seria el|dime el|deme el|me da el|saber el|me dice el) (precio|precios|costo|
        presupuesto|cotizacion|tarifa) (tiene|tienen|de|del|por|para)?
    (cuanto|quanto|cuanto me|cuando me|cuanto nos|cuanto le|cuanto te) (cuesta|cuestan|cobra|cobran|cobras|cobrarian|
        cobraria|vale|valen|sale|saldria|
        saldra|seria|costaria|es|por|costara|piden|pides|quiere|quieren|llevan) (por|el|la|un|una|cambiar|arreglar|
        reparar|para|lo|las|los|en|todo|ponerle|de)?
    (en|a|como|por) cuanto (sale|esta|estan|tienen|cobran|seria|me sale|queda|saldria|lo|la|me lo|me la) (deja|dejan|
        arreglan)?
    (mas|menos) o menos cuanto
    (is|are) (yours|your|ur|urs|you|yall|it|that) (any)? cheaper (than)?
    (is|would) it (be)? (even)? worth (fixing|it|repairing|to fix|the|replacing)
    worth (fixing|repairing|replacing|it to)
    cuanto (cuesta|es|sale|seria|cobra|cobran|por|vale|me)
    (el|la|por|pantalla|eso|todo|<repair>|<device>) cuanto
    (do|does|how|what) (do|does)? (you|yall|he|u) (guys)? charge (for|to|extra|on)?
    (me|nos)? (va|van|vas) a (costar|cobrar|salir) (algo|algun*|extra|mas|nada|dinero|plata)
    (tengo|hay) que pagar (algo|extra|nada|otra vez|de nuevo)
    (me|nos) (cobran|cobra|cuesta|sale) (algo|extra|otra vez|de nuevo)
    (a|en|por)? (cuanto|como) (me|nos) (lo|la|los|las)? (deja|dejan|dejas|dejaria|dejarian|pone|ponen) (la|el|una|un)?
    (cual|que|quien) (me)? (sale|es|sera|seria|cuesta|queda) (el|la|lo)? mas (barat*|economic*|car*)
    (la|el|una|uno|lo) mas (barat*|economic*)
ask no fix no fee:
    (y)? si no (se|lo|la|las|los) (puede|pueden|pudo|pudiera|pudieran) (arreglar|reparar|componer)
any hour:
    (whenever|when|as soon as|once) (he|brandon|the owner) (can|could|is|gets|get|has|comes|feels|wants|wakes) (to)?
        (call|free|back|up|available|done|around|in|a minute|a moment|a chance|time|it|like it|home|there)? (works|is
        fine|is good|is ok)?
    (whenever|when|as soon as|once) (hes|brandons) (free|back|up|available|done|around|in|home|there|ready) (works|is
        fine|is good|is ok)?
    (whenever|anytime|any time|any hour|asap|as soon as possible|soon as possible|right away|immediately) (is|works|
        today|hes|he|that|would be)? (good|fine|ok|okay|great|free|works)? (for (me|him|brandon))?
    (cuando|apenas|en cuanto|tan pronto como|tan pronto) (el|brandon)? (pueda|quiera|guste|regrese|vuelva|llegue|salga|
        se desocupe|este libre|tenga tiempo|tenga chance|sea|le quede bien)
    a (cualquier|la) hora (que)? (sea|quiera|pueda|guste)?
    (lo antes|lo mas pronto|cuanto antes) (posible)?
ask spelling:
    (how|can|could|would|will|please) (do|would|can|you|i|does one)? (you|i)? (please)? spell (that|it|this|your name|
        his name|the name|brandons name|brandon|linda|the name of the (shop|store)|the shop|the street|the address)?
        (for me|out)?
    spell (that|it|your name|his name|brandon|linda|the name) (for me|out)?
    (whats|what is) the spelling (of (that|it|your name|his name|the name))?
    como se (escribe|deletrea) (eso|su nombre|tu nombre|brandon|linda|el nombre|la calle|la tienda|el taller)?
    (me lo|me la)? (puede|puedes|podria|podrias) (deletrear|deletrearlo|deletrearmelo|deletrearme) (eso|su nombre|tu
        nombre|brandon|linda|el nombre)?
ask back:
    when (he|brandon|the owner) (back|in|there|free|available|around) (again|today)?
    (when|what time|how soon) (is|will|does|do|s|can|would|should|might) (he|brandon|the owner|the boss|someone|anyone)
        (be|gonna be|going to be|supposed to be|expected to be|gets|get|come|coming|going to|expected)? (back|get back|
        in|there|return|get in|available|free|coming back|working|around|off|reachable|wake up|up|awake) ((in|at) (the|
        his) (shop|store|office))? (again|today)?
    (do you know|you know|any idea|any clue|can you tell me|tell me|know) (when|what time) (he|hes|brandon|brandons|the
        owner|the boss) (is|s|will|gets|comes|usually|should)? (be|get|come|gets|comes)? (back|in|there|here|around|
        available|free) (again|today)?
    (how long|how much longer|how much more time) (is it)? (till|til|until|before|for) (he|hes|he s|brandon|brandons|the
        owner|you|youre) (is|gets|get|comes|are)? (back|here|there|in|free|available|done)
    (how long|until when) (is|will|s) (he|brandon|the owner) (be|gonna be|going to be)? (gone|out|away|busy|at the gym)
    (cuando|a que hora) (vuelve|regresa|llega|viene|esta|estara|sale|se desocupa|se despierta) (brandon|el|el dueno|el
        tecnico|alguien)?
    (cuanto|cuanto tiempo|en cuanto tiempo|en cuanto) (le)? (falta|tarda|se tarda|demora|va a tardar)? (para que|en)?
        (brandon|el)? (regrese|vuelva|llegue|volver|regresar|llegar|vuelve|regresa|llega) (brandon|el)?
    (a que hora|cuando) (va a|piensa)? (regresar|volver|llegar|estar) (brandon|el)?
bye:
    (thatll|that will|that would|that should|thats) (be|do) (all|it|everything) (for now|thanks|thank you)?
    (eso|seria) (es|seria) todo (gracias)?
    (i|ill|we|well) (will|can|could|just)? (call|try|phone|ring) (you|him|yall)? (back|again) (later|<time>|soon|another
        time|some other time)
    (yo)? (le|te|les)? (llamo|marco|hablo|vuelvo a llamar|vuelvo a marcar) (mas tarde|luego|despues|otro dia|otra vez
        luego|<time>)
ask answer:
    (when|what time|how soon) (will|is|does|would) (he|brandon|they|someone|somebody) (gonna|going to)? (answer|reply|
        respond|write|text|(get|write|text) back|let me know) (back)? (to)? (me|us)?
    (why)? (has|have|did|hasnt|havent|didnt) (he|brandon|they) (ever|even)? (replied|reply|answered|answer|responded|
        respond|written|(say|said) anything|(see|seen|get|gotten|got|read) my (message|messages|text|texts|question))
        (back|to me|me)? (yet)?
    (cuando|a que hora) (me|nos) (va a|van a)? (contesta|contestan|contestar|responde|responden|responder|escribe|
        escriben|avisa|avisan) (brandon|el|ellos)?
    (ya|todavia no) (me|nos)? (contesto|contesta|respondio|responde|escribio) (brandon|el)
ask status:
    (just)? (checking|seeing|wondering|asking|check|see) (to see|if|whether|to find out)? (if|whether)? (my|the) (phone|
        repair|tablet|ipad|<device>|
        <thing>|<repair>) (is|was|are|got) (done|ready|finished|fixed|good to go)
ask owner:
    (is)? (anyone|anybody|someone|somebody) (there|here)? (at|in|behind|working) (the)? (counter|shop|store|desk)
    (hay) (quien|alguien) (que)? (me|nos)? (atienda|atiende|pueda atender|este|conteste) (ahi|ahorita|ahora|hoy)?
ask pickup:
    (me|nos) (avisan|avisa|avisas|llaman|llama|mandan|manda|escriben|escribe|dicen) (un|una)? (mensaje|texto|llamada)?
        (cuando|al|en cuanto)
        (ya)? (este|esten|estar|quede|queden|queda|termine|terminen) (listo|lista|listos)?
pick_up:
    (lo|la|me lo|puede|podria|pueden)? (puede|podria|va a|pasa)? (a)? (recoger|recogerlo|recoja|recogerla|buscarlo) (mi
        <family>|alguien|otra persona)
ask stock:
    (do|will|would|are) (you|i|we|he|yall) (guys)? (have|need|gotta|going) (to)? (order|special order|get) (it|the|a|
        that|my)? (part|parts|<repair>|in)
on_site:
    (how far) (will|do|would|does|can) (you|he|yall|u|brandon) (guys)? (drive|go|travel|come)
    (if|when) (you|he|brandon|yall|someone|somebody) (come|comes|came|drive|drives|travel|travels) (to me|here|to us|
        out|over|to my|out here)
ask address:
    (how|where|which way) (do|can|would|should|does) (i|we|one|somebody) (get|drive|go|come) to (you|yall|there|your
        (shop|store|place))
    (turn|left|right|exit|past|before|off) .. to get to (you|yall|there|the shop|your (shop|store|place))
    (is|are) (this|that|it|you|yall|the shop|this place) (guys)? (still|located)? (in|near|by|around) (jacksonville|jax|
        florida|fl|downtown|town|
        orange park|st augustine|the beach|georgia|orlando)
ask hours:
    (what time|when|how late) (do|does|are|will) (you|u|yall|he|the shop|brandon) (guys|all)? <trouble>
nothing:
    (have|got|need|gotta|had) (to)? keep (it|my phone|this thing|this phone) (on|plugged|charging|connected|charged|in|
        hooked)
ask hours:
    (abren|abre|cierran|cierra) (a|al|a la|por la|en la) <time>
ask walk-ins:
    (hace falta|es necesario|hay que|tengo que|se ocupa) (apartar|agendar|reservar|hacer cita|sacar cita|cita|avisar)
        (o|antes|primero)? (puedo ir)?
ask duration:
    (how many) (hours|minutes|mins|hrs)
    (do|should) (you)? (want|need|i|we|me) (me|us)? (to)? (leave|drop) (it|my phone|the phone) (there|off|with you)?
        (or|and) (wait|stay)
ask status:
    (when|cuando) (my|the|mi|el|la) (phone|repair|tablet|ipad|telefono|celular|<device>|<thing>|<repair>) (will|is|gets|
        gonna|going|estara|va) (to|a)?
        (be|estar)? (done|ready|finished|fixed|back|listo|lista)?
    (cuando|para cuando) (me)? (lo)? (entregan|regresan|devuelven|dan|tienen) (listo)? (mi|el|la) (telefono|celular|cel|
        tablet|<device>|<thing>)
ask price:
    (it|that)? (gonna|going to|will|would|does|do)? (it|that)? (set me back|run me|hit my pockets) (to|for)?
    (me|nos)? (puede|puedes|podria|pueden)? (cotizar|cotiza|cotizas|cotizarme|cotizeme|pasar precio|dar precio|dar un
        precio) (de|una|un|la|el|por)?
ask what to bring:
    (que|algo que) (ocupo|necesito|tengo que|debo|hay que) (llevar|traer)
ask refund:
    (do|does) (you|yall|u|he|brandon|they) (guys|all)? (do|give|offer|have|accept|allow) (any|a|full|the)? (refund|
        refunds|returns|money back) (if)?
    (can|could|do|will|would) (i|we) (get|have) (a|my|the)? (full)? (refund|money back|money) (back)? (if|when|in case)
    (is there|whats|what is|do you have) (a|the|your|any)? (refund|return|money back) (policy|guarantee)?
    (hacen|dan|aceptan|hay|tienen) (devolucion|devoluciones|reembolso|reembolsos)
    (me|nos)? (devuelven|regresan|reembolsan|devolverian) (mi|el|la)? (dinero|plata|feria) si
ask stock:
    (do|does|did) (you|u|yall|he|brandon) (guys|all)? (have|got|carry|keep|stock) (the|a|any)? (<device>|new)? <repair>
        (<device>|parts)? (in stock|
        available|on hand|ready|there|in the shop|right now|already)
    (tiene|tienen|hay|tendra|tendran|manejan) (la|el|las|los|una)? <repair> (de|del|para|para el)? (la)? <device>?
        (disponible|disponibles|en
        existencia|en stock|ahi|a la mano|ahorita)
ask warranty:
    (what|whats|y|que|what happens) (happens|if|pasa si|and)? .. (goes|go|went|turns) (bad|out) (in|after|within|again|
        on)? (a|<time>)?
    (if) .. (goes|go|went) (bad|wrong|out) (in|after|within|again|on)? (a|<time>)?
ask appointment:
    (do|would|will) (i|we|you) (need|have to|gotta|require|gotta have) (to)? (make|have|book|get|schedule)? (an|a)?
        appointment (to|for|or|first|before|required)?
    (appointment|appointments) (needed|required|necessary|only|or walk)
    (hay que|tengo que|debo|se necesita|es con) (hacer|sacar|tener)? (una)? cita
    (necesito|ocupo) cita o
    (do|would|will|should) i (need|have|gotta) (to)? (book|schedule|reserve|call) (first|ahead|in advance|before|online|
        it)?
ask address:
    (which|what) (door|entrance|building|suite|unit|floor) (is it|do i|are you|am i|should|is|do you)?
    (is|are|r) (the shop|you|yall|it|your shop|this|the store|u|your store|this place) (guys)? (located)? (near|close
        to|next to|off of|across from|inside|located|far from|by the|near the|anywhere near|in the mall|on the)
    (send|text|drop|share|give) (me|us)? (the|your|ur|a)? (location|address|directions|pin|addy)
    (is|are|r) (the shop|you|yall|it|your shop|the store|your store|this place) (guys|all)? (right|located|over|up|
        down)? (on|off|in|by|at|
        near|around|along|up|down) (of)? .. (blvd|boulevard|street|road|rd|ave|avenue|highway|hwy|plaza|mall|strip mall|
        town center|center|
        parkway|pkwy|beach|bridge|side|exit|downtown|mandarin|riverside|arlington|southside|westside|northside)
    (how far|what street|what part of town|what exit|what plaza|which plaza|which mall|what city) (are you|is it|r u|is
        the)?
ask duration:
    (do|should|can) (i|we) (leave|drop) (it|my phone|the phone) (there|off|with you)? (or|and) (wait|stay)
    (how long|how much time) (will|would|does|do|is|for) (it|that|this|a|the|my|they)? (<repair>|take|be|last)
ask times:
    (what time|when|what|whats|what times) (is|are)? (the|your|ur) (latest|last|earliest|first|next|soonest)
        (available|open|
        free|possible)? <appointment> (available|you have|open|that day)?
    (how many days|how many weeks|how long|how far out) (do|would|will|is|are|am) ..
        (wait|waiting|booked|booking|scheduling)
        (for|to get|out|until)? (an|the|a|my|another)? <appointment>?
    (do|does|did|would)? (you|u|yall|he|brandon) (guys)? (still)? (have|got) (any|some|more)? (time|room|availability)
        (left|open|available)? (<time>|for me|for us)?
    (anything|something) (left|open|free|available|else|sooner|earlier|later)
    (got|have) (anything|something|time|room|a spot|an opening) (left|open|free|available|on|for|at|later|earlier|
        <time>)?
    (what|which) (times|time|days|day|slots|openings|appointments|hours) (do|are|is|you|works|work|available|open|free|
        can|would|you got|u got|have)
    (what|whats|when|whens) (is|are|s)? (the|your|ur)? (next|first|earliest|soonest) (available|open|free|opening|slot|
        time|appointment|availability|day|you)?
    (available|availability|availabilities|openings|opening|open slot*|open spot*|vacancy)
    when (can|could|should|may|do|would) (i|we|you|u|he) (<repair>|come|bring|drop|stop|swing|get|take|fit|do|see|fix|
        have|book|
        be|squeeze|schedule|look|make)
    (whats|what is|what|wats) (a|the|your|ur) (good|best|better) (time|day) (to come|to bring|for you|for it)?
    when (are|is|r)? (you|he|the next|u) (free|available|next|able|opening)
    (can|could|any way|any chance) (you|he|u) (fit|squeeze|get|take|see|do) (me|us) (in)? (<time>)?
    (how) (soon|early|quick|quickly|fast) (can|could|would|is|are) (you|i|he|we|u)? (come|bring|get|do|see|be|fit|it|
        the)
    (do|can) you (have|do|got) (<time>|anything|something) (available|open|free|earlier|later|else|sooner|left|on|for|
        at)
    (cuando|a que hora|que dia|que hora) (puedo|podria|puede|pueden|podemos|podrian) (ir|pasar|llevar*|llevarlo|
        llevarla|venir|traer*|traerlo|atenderme|hacerlo)
    (que)? (horas|horarios|dias|citas|espacios|turnos) (tienen|tiene|hay|disponibles|libres|estan)
    (tienen|tiene|hay|habra|tendran|tendra|tienes) (algo|espacio|lugar|cita|citas|turno|disponib*|libre|campo|cupo|
        alguna cita) (disponible|libre|para|el|hoy)?
    (esta|estan|estas) (disponible|disponibles|libre|libres) (el|a|para)?
    (when|whens) (is|s)? (the)? (soonest|earliest|first|next) (i|we|you|can|is|available|time|one|appointment|slot|
        opening)? (can|could)? (come|get|be|do|bring)? (in|it)?
    (soonest|earliest) (i|we|you|he|available|appointment|time|slot|opening|date|day) (can|could|you|got|is|have|
        available)? (come|get|do|be|see|fit|take|have)? (in|me|it|open)?
    (got|have|is there|you have|anything|something)? (anything|something|nothing) (left|open|free|available|else|sooner|
        earlier|later|before|after|around|today|tomorrow|on|this) (in|on|this|the|than|today|tomorrow|<time>)? (week|
        that|day)?
    (what|wat) (was|were|is|are) (the|that|those|your) (first|second|third|last|other|times|options|next|openings) (one|
        ones|time|option|slot)? (again|you have|available)?
    (what|which|wat) (time|times|day|days|slots|openings|appointments) (do|are|is|you|works|work|available|open|free|
        can|would|u|yall|r|could|should) (you|i|best|available|there|have|for|come|free|he|got)? (have|come|got|bring|
        free|available|for|be)?
    (whats|what is|what are|wat are) (you|your|ur|the)? (available|open|availability|openings|times|next|schedule look|
        schedule like|free)
    (cuando|a que hora|que dia|que hora|a que horas|para cuando) (puedo|podria|puede|pueden|podemos|podrian|me puede|me
        pueden|seria|tendria|tiene|tienen|me atiende|me atienden) (ir|pasar|llevar*|venir|traer*|atenderme|hacerlo|
        arreglar*|reparar*|recibir*|verlo|revisarlo|cita|espacio|lugar|disponible|atender|libre)
    (cual|cuando) es (la|su|el) (proxima|siguiente|primera|proximo) (cita|hora|fecha|espacio|disponible|turno)
    (tienen|tiene|hay|habra|tendran|tendra|tienes|habria|queda|quedan) (algo|espacio|lugar|cita|citas|turno|turnos|
        disponib*|libre|campo|cupo|alguna|algun|alguna cita|hora|horas|una hora|otra|otras|otro) (disponible*|libre*|
        para|el|hoy|cita|hora|horas|horario|espacio|mas temprano|mas tarde|temprano|antes|en la|por la|<time>)?
    (algo|otra hora|otro horario) (mas temprano|mas tarde|antes|despues|temprano)
    (disponible|disponibilidad|disponibles)
    (tell|show|text|send|give) me (when|what) (times)? (you|youre|ur|your|u|he|hes|brandon|yall) (are|have|is|got)?
        (free|open|available)?
    (dime|digame|diganme|mandame) (cuando|que) (horas|horarios|horario|dias)? (tiene|tienen|tienes|hay|esta|estan|estas)
        (libre|libres|disponible|disponibles)?
    (is|are|s) (it|that|there|<time>|the) (<time>|slot|time|spot)? (free|available|open|taken|still available|still
        open|gone|doable|possible|too late|too early|ok|good) (at|on|for|<time>)?
    is <time> (free|available|open|taken|booked|ok|good|possible|too late|too early|still open|doable|alright|fine)
    (is|are) (you|he|u|yall|brandon) (free|available|booked|booked up|full|booked solid) (at|on|for|<time>)?
    (any|got any|have any|do you have|you have|yall have|got|is there|are there|u got|you got) (other|any|an|a|more)?
        (other|more|earlier|later|different|sooner)? (openings|opening|availability|slots|slot|times|time|appointments|
        appointment|spots|spot|room|space|anything)
    (when|whens) (is|s)? (the|your)? <time>
    (how) (soon|early|quick|quickly) (can|could)
    (what|how) about (the)? (next|following|other|another) (day|week|morning|one|afternoon)
    (what|anything|nothing) else (do|you|is|that)? (you|u|yall)? (have|got|there|available|open|works)?
    (whats|what is) (your|the) <time> (appointment|opening|slot|time|available|one)
    (whats|what is) (your|the) <time>
    (will|would|does|do) (at)? <time> (work|be ok|be good|be possible|do|be fine|be available) (for|with)? (you|him|
        yall)?
    (otra|otro) (hora|horario|dia|opcion)
    (another|different|other|some other) (time|day|date|option)
    (tiene|tienen|hay|tendra|tendran|habra) (algo|una|cita)? (mas tarde|mas temprano|antes|despues|mas noche)
    (do|does|would) (you|yall|he|brandon|u) (guys)? (happen to)? (have|got) (anything|something|room|space|a spot|a
        slot|an opening)? (open|free|available)? (on|for|at|around)? <time>
ask hours:
    (how late|till when|until when|til when) (do|are|will|yall|you|u|are you|do you|will you) (guys|yall|all|you|u)?
        (usually)?
        (go|run|work|open|stay|stay open|be open|there|around|going|working) (for|on)? (<time>|tonight)?
    (youre|you are|yall are|yall|you guys are|ur|your) (still)? open (that|on|this|then|<time>) (day)? (right)?
    (what|whats|wat) (are|r|s)? (your|the|ur|you guys)? (business|store|shop|opening|working|regular|open)? (hours|hrs|
        schedule)
    (your|ur|store|shop|business|opening) (hours|hrs)
    hours (today|tomorrow|on|of operation|for|<time>)?
    (what time|when|how late|how early|till when|until when|wat time|till what time|until what time) (do|are|does|r|u|
        you|is|will) (you|guys|u|he|the|yall|ur)? (shop|store|guys|place|all)? (open|close|closing|opening|opened|
        closed|be open|be closed|stay open|start|finish)
    (are|r|is|will|you|u|yall|ya|guys) (you|u|yall|the|your|guys|ya)? (shop|store|guys|place)? (still)? (open|opened|
        closed) (today|now|right now|on|this|tomorrow|yet|late|still|for|<time>|weekends|sundays|saturdays|holidays)?
    (do|will) (you|guys|the shop|u) (open|close|work|be open|be closed) (on|at|today|late|tomorrow|<time>|weekends|
        sundays|saturdays)?
    (open|closed) (on)? (<time>|weekends|weekend|sundays|saturdays|holidays|now|today|late)
    what time you (open|close)
    (when|what time) (you|u|yall) (open|close)
    (and)? (until|till|til) (what time|when)
    (y)? (hasta|desde) (que|q) (hora|horas)
    (es|sera|no es|hay) (feriado|festivo)
    (is|isnt) (it|that|<time>)? (a)? holiday
    (hora|horas|horario|horarios) de (apertura|cierre|atencion|servicio|cerrar|abrir|trabajo)
    (opening|closing) (time|times|hour|hours)
    (a que hora|cuando|hasta que hora|a que horas|desde que hora) (abren|abre|cierran|cierra|empiezan|trabajan|atienden|
        estan abiertos|esta abierto)
    (estan|esta|estaran|siguen|sigue) (abierto|abiertos|abierta|cerrado|cerrados|trabajando) (hoy|manana|ahora|el|los|
        <time>)?
    (abren|abre|cierran|trabajan|atienden) (hoy|manana|los|el|en|<time>|sabados|domingos)
    (cual|cuales)? (es|son)? (su|el|sus|los)? (horario|horarios) (de|tienen)?
    (how late|how early|till when|until when|till what time|what time|when) (do|are|does|r|u|you|is|will|yall) (you|
        guys|u|he|the|yall|ur|brandon|shop|your|store)? (shop|store|guys|place|all|brandon)? (open|close|closing|
        opening|opened|closed|be open|be closed|stay open|start|finish|there|till|until|here|work|get there|leave|get
        in|shut|open up) (until|till|tonight|today|up|at|on|tomorrow|<time>)?
    (open|closed|working) (on|this|tomorrow|today|for)? (<time>|weekends|weekend|sundays|saturdays|holidays|now|today|
        late|christmas|thanksgiving|mondays)
    (do|will|does) (you|guys|the shop|u|yall|brandon|he) (open|close|be open|be closed) (on|at|today|late|tomorrow|
        <time>|weekends|sundays|saturdays|the weekend|holidays)
    (what|whats|wat) (are|r|s|is)? (your|the|ur|yall|you guys|its)? (business|store|shop|opening|working|regular|open|
        normal|weekend|holiday|hours of)? (hours|hrs|operation|schedule) (today|on|tomorrow|for|like|<time>)?
    (a que hora|cuando|hasta que hora|a que horas|desde que hora|hasta que horas|que dias|que dia) (abren|abre|cierran|
        cierra|empiezan|trabajan|atienden|estan abiertos|esta abierto|estan|esta|trabaja|abres|cierras)
    (estan|esta|estaran|siguen|sigue|hay|estas) (abierto|abiertos|abierta|cerrado|cerrados|trabajando|atendiendo|
        servicio) (hoy|manana|ahora|ahorita|el|los|<time>|todavia)?
    (abren|abre|cierran|trabajan|atienden|trabaja|atiende) (hoy|manana|los|el|en|<time>|sabados|domingos|fines|tarde|
        temprano)
    (cual|cuales|que)? (es|son)? (su|el|sus|los|tienen)? (horario|horarios|horas) (de|tienen|hoy|atencion|de atencion|
        abren)?
    (are|r|is|will) (you|u|yall|guys|the shop|the store) (guys|all)? (still)? (working|in) (today|now|right now|on|
        tomorrow|late|<time>|weekends|sundays|saturdays|holidays)
    (do|will|does) (you|u|yall|brandon|he|they) (guys)? (work) (on)? (<time>|weekends|sundays|saturdays|the weekend|
        holidays|today|late)
    (what|which|wat) (days|day|times|time) (are|r|is|do) (you|u|yall|the shop|guys|the store) (guys)? (open|closed|work|
        working|there)
    how (late|early) can (i|we|she|he) (come|bring|drop|stop|get|pick|swing|still)
    (cierran|cierra|abren|abre) a que hora
ask bookings:
    (do|did|dont) (i|we) (still|even|already)? (have|got|make) (an|any|a|some|my)? <appointment> (with you|there|today|
        coming up|<time>)?
    (whats|what is|what do i have|show me|que tengo) (on|in|for|en)? (my|the|mi|la)? (schedule|calendar|agenda|books)
    (when|what time|what day|which day|wat time) (is|was|s|do i have|are) (my|mine|our|the|it|that) (next|upcoming)?
        <appointment>?
    (what|which) (time|day) (am|was|did|do|is) i (booked|scheduled|coming|supposed|down|in|set|book|have|it)
    (when|what time) (am|was|do|did|should) i (booked|scheduled|supposed|come|coming|set|in|book|have|again)
    (are) (we) (still)? (on|good) (for)? (<time>)?
    (is) (my|the) <appointment> (still)? (on|good|confirmed|booked|set|for|<time>)
    (is) (it|that|everything|this) (still)? (confirmed|booked|all set|set|good|scheduled|on) (for)? (<time>)?
    (did|have|has|is) (you|it|that|he|my <appointment>) (get|been)? (already|actually)? (move|moved|change|changed|
        switch|switched|reschedule|rescheduled) (it|that|my <appointment>|yet|ok|already)?
    (ya)? (la|lo) (moviste|movieron|cambiaste|cambiaron) (ya)?
    (ya)? (moviste|movieron|cambiaste|cambiaron) (ya)? (la|mi) cita
    so (its|im|thats|we are|i am|that is) (booked|confirmed|scheduled|all set)
    (ya)? (quedo|queda|esta|estoy) (mi|la)? (cita)? (ya)? (agendad*|apartad*|reservad*|confirmad*|programad*|anotad*)
    (confirm|check|verify|double check) (my|the) <appointment>
    (confirming|checking on|checking) (my|the) <appointment>
    (still on|still good|still set) (for)? (<time>)?
    (did) (my|the) <appointment> (go|get|come) (through|in|booked)
    (did) (you|it|that|my) (get|book|go through|booked|receive|put) (my|me|it|the)? <appointment>? (down|in)?
    (remind|tell) me (when|what time|my appointment|of my appointment)
    my (appointments|bookings|upcoming)
    (cuando|a que hora|que dia|para cuando|para que dia) (es|era|tengo|quedo|quedamos|esta|quedo) (mi|la)? (cita|turno)?
    (confirmar|confirmo|confirmada|sigue|esta) (mi|la)? (cita|en pie|confirmada) (confirmada)?
    mis citas
    (sigo|sigue en pie|todavia tengo|aun tengo) (con|mi|la)? (cita)? (para)? (<time>)?
    (do|did|dont) (i|we) (have|book|make|still have|get|schedule|already have) (an|a|my|any|the)? (appointment|booking|
        appointments|spot|slot|appointments) (<time>|on|for|today|tomorrow|at|with)?
    (do|did) (i) (still)? (have)? (appointment)? (confirmed)
    (am|are) (i|we) (still)? (all)? (booked|scheduled|confirmed|on|good|set|down|in|on the schedule|on the books|good to
        go) (for)? (<time>)?
    (what|which|wat|when) (time|day|date)? (is|was|did|do|am|are|s) (i|my|it|we|mine|that) (booked|scheduled|coming|
        supposed|down|in|set|book|have|for|appointment|again) (to|for|on|again|in)? (come|be there|be|<time>)? (in)?
    (tell me|know|forgot|remember|remind me|check) (what|which|when) (time|day|my|is my|i) (<time>|appointment|is|was|
        my|again|booked|am)?
    (is it|is|was it|was) (at)? <time> (my|the|for my|or) (appointment)?
    (my|the) appointment (is|was|still)? (at|on|still|for)? (what|when|<time>) (time|again|right|or|correct)
    (forgot|lost|cant remember|dont remember) (my|what|when|the) (appointment|time|when|is) (time|is|my|was)?
    (just)? (asking|wondering|checking|confirming|making sure|wanted to confirm|calling to confirm) (what time|when|my|
        about my|on my|im|if im|that im|the|i) (it is|is|appointment|time|still|am|have)?
    (no|didnt get|never got|never received|havent gotten|have not received|got no|didnt receive|without|havent received)
        (a|any|the|my)? (confirmation|confirm text|confirmation text|email|reminder)
    (did|was) (my|the|it|you) <appointment>? (go|get|come|receive|make) (through|in|booked|it|thru|confirmed|my)
    (booked|scheduled|made) (an appointment|online|it|on|one)? (online|on your site|on the website|on the site) (but|
        and|did)
    (cuando|a que hora|que dia|para cuando|para que dia|que hora|a que horas) (es|era|tengo|quedo|quedamos|esta|quede|
        seria|tenia|me toca) (mi|la|programada|agendada)? (cita|turno|hora)?
    (tengo|hay|hice|quedo|tenia) (una|alguna|mi|la)? (cita|turno) (hoy|manana|el|para|<time>|confirmada|registrada|
        apartada|agendada)
    (confirmar|confirmo|confirmada|sigue|esta|verificar|quedo) (mi|la|en|confirmada|agendada|registrada) (cita|pie|
        confirmada|mi) (confirmada|la|lo|mi)? (cita|de|del)? (<time>)?
    (sigue|seguimos|sigo|todavia|aun) (en pie|quedamos|con la cita|con mi cita|confirmad*) (lo|la|para|el|de|mi)? (del|
        de|cita|<time>)? (<time>)?
    (tengo|hay|hice|tenia) (una|alguna|mi|la)? (cita|turno) (hoy|manana|el|para|<time>|confirmada|registrada|apartada|
        agendada)?
    (still) (on|good|set|scheduled) (for|at|right)? (<time>|tomorrow|today|my)?
    (what time|what day) (tomorrow|<time>|today|was it|is it|was that|again|am i) (again)?
    is it .. (my|our) appointment
    (what|whats|wat|when|whens) (is|s)? (my|our) (next)? appointment (time|date|day|for|at)?
    (just)? (confirming|verifying|double checking|reconfirming|confirm) (for|im|we|my|about|that|the|still|if)? (im|
        still|my|on|good|appointment|we)? (on|good|for|at)? <time>?
    (i)? (think|thought|believe|guess) i (have|had|made|booked|already have) (an|a|my)? appointment (<time>|for|on|
        today)?
    (do|did) (you|u|yall|brandon) (have|got|put|still have) (me|us) (down|on the schedule|on the books|booked|scheduled|
        in the book|on the calendar|in|for) (for)? (<time>)?
    mi (cita|turno) (es|era|sigue|esta|quedo|fue) (para|a las|el)? <time>?
    (what|which|wat) (time|day) (do|should|am|did|was) i (supposed to|have to|need to|gotta)? (come|be|coming|get) (in|
        there|to)? <time>?
    (you|yall|u) (got|have|had) me (down)? (for|at|on) <time>?
    (me)? (confirma|confirman|confirmas|confirmar|confirmarme|recuerda|recuerdas|recuerdan) (mi|la)
        (cita|hora|turno|appointment)
ask status:
    (if|has|did|is|whether) (brandon|he|they|you|yall) (already|finally|even|done)? (fixed|fix|fixing|finished|finish|
        repaired|repairing|get to|got to|look at|looked at) (with)? (my|our|the) (phone|<device>|<thing>|<repair>)
    (just)? (checking|checkin|check) in (on)? (my|the|it)? (phone|repair|<device>)?
    (still|been)? (waiting|waitin) to hear (back|from)? (you|yall|him|brandon|something|anything)?
    (any|whats the|got any|have any|is there an) (update|updates) (on|for|yet)? (my|it|the)? (phone|repair|<device>)?
    (me|nos) (tienen|tiene|tienes) (noticias|novedades|alguna noticia|algo)
    (is|are|s) (it|my|the|they|that|mine) (phone|device|ipad|iphone|repair|screen|<device>|<repair>|ready)? (phone)?
        (ready|done|finished|fixed|complete|completed) (yet|now|for)?
    (when|how long|what time|how much longer) (will|until|til|till|before|is|would|can) (it|my|the|i|he|they|that)
        (phone|device|ipad|<device>|repair|screen)? (be|is|gets|get)? (ready|done|finished|fixed|back|good to go|
        complete)
    (how|hows|how is|how are) (is|s|are)? (my|the|it|things) (phone|repair|ipad|<device>|<repair>|device|screen|
        coming) (coming|going|looking|doing)? (along)?
    (any|an|got|whats the|what is the|have any) (update|updates|news|status|word) (on|about|with)? (my|the)? (phone|
        repair|<device>)?
    (check|checking) (on|the status of|status) (my|the)? (phone|repair|status|<device>)
    status (of|on|update)?
    (just)? (check|checking|checkin|following|follow|calling|asking|wondering|curious|inquiring) (up|in)? (on|about|
        with) (my|the|our) (phone|device|repair|tablet|cell|<device>|<thing>|<repair>) (i|that i|we)? (dropped|left|
        brought)? (off|in|there)?
    (ya)? (terminaron|terminan|acabaron|arreglaron|repararon|tienen|tiene|pudieron arreglar) (ya)? (con|de arreglar|de
        reparar|listo|lista)? (mi|el|la) (cel|celular|telefono|tablet|equipo|<device>|<thing>)
    (finished|done) (with)? (my|it|yet|the) (phone|yet|<device>)?
    (has|did) (he|brandon|you|u) (finish|fix|get|start|finished|fixed|gotten|look|looked|started) (it|my|to|on|the|at)
        (phone|yet|<device>|it)?
    (ya)? (esta|estan|quedo|quedaron|estara) (listo|lista|listos|terminado|terminada|arreglado|arreglada|reparado) (mi|
        el|la|ya)?
    (como|que) (va|paso con|hay de|sigue|noticias de|quedo) (mi|el|con mi|la) (telefono|celular|reparacion|<device>|
        pantalla)?
    (cuando) (estara|estaria|va a estar|esta|queda|me lo entregan|me lo entrega) (listo|lista|mi)?
    (is|are|s|was|has|did) (it|my|the|they|that|mine|his|her|everything) (phone|device|ipad|iphone|repair|screen|
        <device>|<repair>|tablet|stuff|<thing>)? (ready|done|finished|fixed|complete|completed|repaired|good to go|all
        set to pick up|get fixed) (yet|now|for|by|already)?
    (how|hows|how is|how are|hows it) (is|s|are)? (my|the|it|things|that|everything) (phone|repair|ipad|<device>|
        <repair>|device|screen|tablet|coming|looking|doing) (coming|going|looking|doing|along|so far)? (along|with)?
    (any|an|got|whats the|what is the|have any|give me an|need an|what) (update|updates|news|status|word|progress|eta)
        (on|about|with|for|of|yet)? (my|the|when)? (phone|repair|<device>|ipad|it|ready)?
    (when|what time|what day) (will|is|can|would|are|should|do) (he|brandon|it|you|they|my|i|the) (let me know|text me|
        get back|phone|be done|be ready|ready|done|get to it|expect|reach out|reply|respond|have it|finish|fix) (be|
        ready|done|back|to me|my phone|it)?
    (did|has|have|is) (he|brandon|you|u|they) (finish|fix|get|start|finished|fixed|gotten|look|looked|started|get to|
        working on|order|done with|get a chance) (it|my|to|on|the|at|with|fixing) (phone|yet|<device>|it|look)?
    (is) (he|brandon) (done|finished|almost done) (yet|with)?
    (ya)? (esta|estan|quedo|quedaron|estara|estaria|termino|terminaron|arreglo|arreglaron) (ya)? (listo|lista|listos|
        terminado|terminada|arreglado|arreglada|reparado|reparada|mi|el) (mi|el|la|ya|telefono|celular|tablet|<device>)?
    (como|que|y) (va|paso|hay|sigue|noticias|quedo|supo|esta) (con|de|con el|del)? (mi|el|la|lo) (de mi)? (cel|telefono|
        celular|reparacion|<device>|pantalla|tablet|arreglo)
    (cuando|a que hora|para cuando|cuanto falta) (estara|estaria|va a estar|esta|queda|me lo entregan|me lo entrega|
        quedaria|para que este|lo tienen|lo tiene) (listo|lista|mi|el)? (telefono|celular|listo)?
    (alguna|hay|tiene) (noticia|noticias|novedad|actualizacion) (de|sobre)? (mi)?
    how much longer (will|until|is|for|til|on|till)? (it|my)?
    (how|hows) (is)? (my phone|my <device>) (coming|coming along|going|looking)
    (how|hows) (is)? (it|things|everything) (coming|coming along|looking|going with)
    (is|did|has) (he|brandon|yall|you) (done|finish|finished|fix) (with)? (my|it|the) (phone|screen|<device>|<repair>)?
    (digame|dime|diganme|decirme|decir|saber|avis*|pregunt*) si ya (esta|quedo|estara|esta listo|esta lista|quedo
        listo|lo tienen|la tienen|me lo tienen|salio)
ask status:
    (mi|el|la) (cel|celular|telefono|tablet|equipo|aparato|<device>|<thing>) ya (esta|quedo|salio) (listo|lista|
        arreglado|
        arreglada|reparado|reparada)?
    ya (esta|quedo|salio) (listo|lista|arreglado|arreglada)? (mi|el|la) (cel|celular|telefono|tablet|equipo|aparato|
        <device>|<thing>)
    (como va|que paso con|que ha pasado con|como sigue) (mi|el|la) (cel|celular|telefono|tablet|equipo|aparato|<device>|
        <thing>|reparacion)
ask owner:
    (what|whats) (is|s|are)? (brandon|he|the owner|the boss) (doing|up to) (now|right now|rn|today|at the moment)?
    (que) (hace|esta haciendo|anda haciendo) (brandon|el dueno) (ahora|ahorita|hoy)?
    (brandon|he|owner|hes) (in|there|around|working|at work|at the shop|up there) (still|right)? (today|now|rn|<time>)?
    (you|yall) (guys)? (there|around|up there) (now|today|<time>)?
    (you|yall|he|anybody|anyone|somebody|someone|people) (guys)? (still|even)? (in|at|up at|inside|down at) (the|
        your)? (shop|store|
        office|building) (right)? (now|today)?
    (donde) (esta|anda) (brandon|el|el dueno|usted)
    (esta|anda|se encuentra|hay) (brandon|el dueno|alguien) (ahi|alli|hoy|ahora|en la tienda|en el local)?
    (where|wheres|where is|where s|wher|whos) (is|s|are)? (he|brandon|the owner|everybody|everyone|the guy|the boss|
        he at|brandon at) (at|now|right now|today|rn|been)?
    (where|where have) (have|are|you|u|yall) (you|u|yall)? been
    (is)? (he|hes|brandon|brandons) (back|there|here|in) (yet|now|already)
    (hows|how is) (he|brandon) (doing|feeling)
    ya (llego|regreso|volvio|vino|esta|abrio) (brandon|el|el dueno|el tecnico|alguien|ahi|alli|de regreso)?
    (brandon|el dueno) ya (llego|regreso|volvio|vino|esta) (ahi|alli|de regreso|en el taller)?
    (is|s|r|are|will|wheres) (he|brandon|anyone|anybody|someone|somebody|the owner|anyone there|you|u) (gonna be|going
        to be|be|even|still|really|coming)? (there|in|around|at (the|your) (shop|store)|in the shop|in the store|back|
        available|busy|here|working|in today|home|coming in|coming in today|at work|at lunch|on lunch|ahi) (today|now|
        yet|right now|rn|tomorrow|<time>)?
    (you|u|anyone|anybody|someone|brandon|yall) (there|here|around|still there|home) (today|now|yet|rn)?
    (is) (brandon|he) (mad|upset|okay|ok|off|sick|busy|driving|the owner|working|coming|around|ahi|there)
    (anyone|anybody|someone) (there|here|around|home|at the shop|in the shop|working)
    (donde) (esta|anda|se encuentra|estara) (brandon|el dueno|el tecnico)
    (esta|anda|se encuentra|hay|estara|is|viene) (brandon|el dueno|alguien|el tecnico) (ahi|alli|hoy|ahora|ahorita|en la
        tienda|en el local|disponible|ocupado|trabajando|there)?
    where are you right now
    (whos|who is|who all|who) (is)? (there|here|working|in|at the (shop|store)|in the (shop|store)) (right)? (now|today|
        rn)
    (is|is there) (the|yalls|your|any)? (boss|owner|guy|man|dude|fella|repairman|repair (guy|man|tech|person)|tech|
        technician|manager|one|person) (who fixes phones)? (in|there|around|available|working|here|at the (shop|store))
        (today|now|right now|yet|rn|<time>)?
    (brandon|linda)? (estas|esta|anda|andas) (ahi|alli|por ahi|por alli) (brandon|todavia|ahora|ahorita|hoy)?
    (are|is|r) (you|yall|brandon|he|u|it|the shop) (guys)? (busy|slammed|swamped|packed|slow|available to talk) (right
        now|today|now)?
    (is|are) (brandon|he|the owner) (working|in|there|around|off) (today|now|tomorrow|<time>)?
ask extra charges:
    (does|do|will|would|is) .. (cost|costs|charge|charges) (you|me|us)? (any|a)? extra
    (does|do|will|would|is) .. (cost|costs|charge|charges) (you|me|us)? more (on|for|at)? <time>
    (does|do|will|would|is) <time> (cost|costs|charge|charges) more
    (is|are) (it|there|that|<time>) (more|extra|a) (expensive|charge|fee|cost) (on|for|if|at)?
    (extra|additional) (charge|charges|cost|fee|fees)
    (cobra|cobran|cuesta|cuestan|sale) (mas|extra) (el|los|en|por|de noche)? <time>?
ask reminder:
    (will|do|does|can|could) (someone|somebody|anyone|you|he|they|brandon) (guys)? (call|text|message|notify|contact)
        (me|us) (the)?
        (<time>|day|night|hour|morning)? (before|beforehand|ahead)
ask what to bring:
    (anything|something) (i|we) (should|need|have|can|gotta)? (to)? (do|know|prepare) (before|beforehand|first|ahead)
    (what|anything|something) (else|do|should|am|are|would)? (i|we) (need|have|supposed|should|gotta)? (to)? (bring|
        carry)
ask pickup:
    (text|message|txt|call|notify|let me know|hit) (me|us)? (up)? (when|once|as soon as) (its|it is|it|ready|my|done|
        the)
        (phone|ready|done|is|finished|<device>)? (ready|done|finished|fixed)?
earliest:
    as soon as you (open|are open|can|get in)
    (right)? when you open
    (first thing|lo mas pronto posible|en cuanto abran|apenas abran|cuando abran)
    whatever (you|u|yall) (got|have|has) (first|earliest|soonest)
    (lo|la|el) (primero|primera|primer turno|primera hora) (que)? (tenga*|tienen|haya|salga|este libre|este disponible)
praise:
    (your|youre|you are|ur) (a|an|the)? (real)? (best|lifesaver|legend|saint|angel|goat|man|awesome|great|amazing|kind)
    (eres|es|son) (el|la|los|un|una)? (mejor|mejores|angel|maximo|maquina)
move:
    (adelantar|adelante|adelanta|atrasar|posponer|recorrer|mover|mueve|mueva|pasar) (la|el) (del|de|de la|de el)
        (<time>|<device>|<repair>)
    (cambia|cambie|cambiar|cambiame|cambieme) (la|el) (del|de) <time>
    (need|want|have to get|gotta get) (a)? (diff|dif|new|other) (day|time|date|hour)
    (push|move|bump|reschedule) (em|them|these|those) (both|all|two)? <time>?
    (push|move|bump|reschedule|mover|pasar|mueve|muevan) (one|both|all|una|ambas|todas|las dos|los dos) (of|de)? (them|
        my|the|those|these|mis|las|ellas)? <appointment>? (to|para|al|a)?
    (can|could|will|would)? (you|we|i)? (change|switch|swap|cambiar|cambia|cambien) (one|both|all|una|ambas|todas|las
        dos|los dos) (of|de)? (them|my|the|those|these|mis|las|ellas)? (<appointment>|appointments|repairs|citas|to|
        para|al|<time>)
    (la|lo|las|los) (dejamos|pasamos|movemos|cambiamos|dejo|paso|cambio|muevo|cambies|muevas|pases) (mejor)? (para|al)
    (la|lo|las|los) (movemos|cambiamos|cambio|muevo) (mejor)? <time>
cancel:
    (remove|delete|drop|scratch|nix|ditch|lose|cancel|quitar|cancelar) (one|una) (of|de) (them|those|these|my|the|mis|
        las|ellas)
    (remove|delete|drop|scratch|nix|kill|ditch|lose|take off) (the|my|that) (<device>|<repair>|<thing>) (one|
        <appointment>|job)
    (remove|delete|scratch|nix|ditch) (the|my|that) <device>
    (dont|do not|no longer|wont) (really)? need (both|two|all|the two|both of) (of)? (the|my|our|those|these|them)?
        <appointment>? (anymore|any more|any longer|after all|now)?
    (dont|do not|no longer|wont) need (that|this|the|my) (<device>|<repair>|<thing>|other|second|first)? (one|
        <appointment>) (anymore|any more|any longer|after all|now)?
    (ya no) (necesito|ocupo|quiero|hace falta) (la|el|lo|esa|ese) (de|del|otra|otro)? (la|el)? (<device>|<repair>|cita)?
    (quita*|elimina*|borra*|saca*) (la|el|lo) (de|del) (la|el|mi)? (<device>|<repair>|<thing>)
cancel:
    (dont|do not|doubt|not sure|unsure) (think|if|that)? (i|we|ill|i will)? (can|will|could|be able to)? (make|come)
        (it|in)? (<time>)?
    (might|may|probably|prob) (not|wont|cant) (be able to)? (make|come) (it|in)? (<time>)?
    (no creo|dudo) (que)? (pueda|poder|llegue|alcance) (ir|llegar|a llegar)? (<time>)?
    (creo|parece|a lo mejor|quizas) (que)? no (puedo|voy a poder|alcanzo|llego) (ir|llegar|a llegar)? (<time>)?
    (drop|ditch|nix|scrap) (one of)? my <appointment>
    (wont|will not|not) be coming (in|anymore|today|tomorrow|after all)?
    (can)? no longer (come|make it|coming)
    (necesito|quiero) quitar (una de)? (mi|mis) <appointment>
here:
    (waiting|sitting) (here|outside|out front|in (my|the) (car|truck|van|lot|parking lot)|out here|by the door)
pick_up:
    (paso|pasare|pasaria|voy) (por|a buscar|a recoger) (el|ella|mi <device>|mi <thing>)? (<time>)?
    (grab|get|collect|fetch) (my|his|her|the) (phone|device|ipad|<device>) (back|for me|today)?
    how late can i (pick|grab|get|fetch) (it|my phone) (up)?
    (puede|podria|pueden|va a) (ir|pasar|venir)? (mi|otra|alguien|un|una) (<family>|persona|mas)? (ir|pasar|venir)? (a|
        por)
        (recoger*|buscar*|retirar*|el|ella)
    (mi <family>|otra persona|alguien mas) (lo|la) (recoja|recoge|retire|busque|recogera)
    (no se|saber|queria saber|quisiera saber|quiero saber|era para saber|preguntar) si ya (puedo|podemos|puede|se puede)
        (pasar|ir|venir|recoger*|buscar*|retirar*)
late:
    omw (now|rn|to you)?
    on my way (now|over|to you)?
ask bookings:
    (which|what) (day|days|time|times) (am|are|do) (i|we) (coming|come|in|down for|booked|scheduled)
    <appointment> (that)? (i|we) (never|didnt|did not) (made|make|book|booked|set up|scheduled|schedule|asked for)
    (i|we) (never|didnt|did not) (made|make|book|booked|set up|scheduled|schedule) (an|any|that|this|the|no)?
        <appointment>
    (the|your|ur|my|a|that)? (text|message|email|reminder|confirmation|msg) (i got)? (said|says|say|saying|had)
        (its|it was|i
        have|that)? (<time>)?
    (have|had|got|made|booked) (an|my|the|a|some)? <appointment> (on|for)? (<time>)? (but|and)? (i|ive)? (totally|
        completely|honestly)? (forgot|forget|forgotten|lost|cant remember|dont remember|dont recall|dont know|not sure|
        no idea) (when|what time|the time|which day|what day|exactly when|the exact time|at what time)
    (i)? (forgot|forget|forgotten|cant remember|dont remember|dont recall) (when|what time|the time|which day|what day|
        exactly when|the exact time|which time) (it|i|we|my|is|am|was)?
    (which|what) (one|ones) (is|are|do i have) (left|still on|still booked)
    (is|are) (it|that|we|my time)? still (ok|okay|cool|fine|alright)
    (still|sigue|sigo) (ok|okay|cool|fine|alright|en pie)
    (what|wat) time (was it|was that|is it|again|am i) (again|for)?
    when (do|should|am|was) i (come|coming|supposed to come|supposed to be) (in|by|over|there)? (again)?
    what (do|did) (i|we) have (booked|scheduled|set up)
    (pretty)? (sure|swear|positive|certain|thought|know|could have sworn|told) (that)? (i|we|he|she|they|my <family>)
        (already)? (made|booked|
        have|
        had|set up|scheduled|set) (one|it|an appointment|something|a time|one up) (up)? (for|on|at|with)? <time>?
    <family> (already)? (booked|made|scheduled|set up|has|have|did) (something|an appointment|one|us|it|a time|a spot|
        the appointment|our appointment|my appointment) .. under
    do (i|we) (still)? have (anything|something|a spot|a slot|a time) (booked|scheduled|set up|with you)
    (which|what|how many) (upcoming)? (appointment|appointments|booking|bookings|reservations) (do|did|have) (i|we)
    (i|we) have an appointment <time> (right|correct|yes|no)
    (que|cuales|cuantas) citas tengo
ask status:
    (i|we)? (already|just)? brought in (it|them|(my|the|our|a|an)? (phone|<device>|<thing>)) <time>?
    (i|we|my <family>)? (already|just)? (dropped|left|brought) (in)? (it|my phone|my <device>|the phone|the <device>|
        them|
        one|an? <device>) (off|over|in|there|with) (with|to)? (you|him|brandon|there|yall)? (<time>|earlier|this
        morning|
        already)?
    (did|do|have) (you|u) (hear|heard|see|seen|get|got|read|receive) (me|that|this|it|my) (text|texts|message|messages)?
    (anyone|anybody|someone|somebody|are you|you) (still)? there
    hello still there
    (me) (oyes|oyo|oyeron|escuchas|escucho|escucharon)
    any word (yet|on it|on my phone)?
    (still|heard) (nothing|no news) (yet)?
    (alguna|hay) (novedad|noticia|noticias)
keep:
    not to (cancel|move|change|reschedule) (it|my|the)? <appointment>?
decline:
    (im|ill|i will|i|gotta|need)? (gonna|going|have to|to)? (to)? say no
    (thats|its|itll be|that is) (a|gonna be a) (hard|big|no from)? (no|pass|no go) (from|for)? (me|us)?
    (cant|cannot) (that|any|those) (day|time|days|times)
    (wait|hold on|oh|actually) (nvm|never mind|forget it|forget that)
    (no|nah|nope) (thanks|thank you)? (thats|that is|thatll be|that will be) (it|all|everything)
    (found|see) (it|you|yall|the place|the shop|the store) (now|already)? (nvm|never mind|all good|thanks|thx)
    (nvm|never mind|all good) (i|we)? (found|see) (it|you|yall|the place|the shop|the store)
    (id|i would|i|ill) (much)? rather not
    (absolutely|definitely|certainly|of course|probably|i guess|guess|hell|heck|fuck|god|oh|lord|hope|rather) (not|no|
        naw|nah)
    (i)? (dont|do not) (think|believe|reckon|guess) so
    (i)? (think|guess|believe) (ill|i will|ima|imma|ill have to|i should|well) (pass|skip|wait|hold off)
    (ahorita|orita|por el momento|de momento|por lo pronto|en este momento) no (gracias)?
    (not|isnt) (going|gonna) (to)? (do|book|be doing|bother with)? (it|that)
    (please)? (dont|do not|never) (book|schedule|reserve|put|set up) (it|that|me|us|anything|the|my|one|a)?
    please dont
    (por favor|porfavor)? no (la|lo|me)? (reserve|reserves|agende|agendes|aparte|apartes)
    no (me|nos) (llame|llamen|llames|marque|marquen) (por telefono|porfavor)?
person:
    have (him|brandon|the owner|them) (text|message|contact|hit|write) (me|us)
complain:
    (you|he|brandon|nobody|no one) (were|was|werent|wasnt) (not)? there
    (you|he|brandon) (never|didnt) (show|showed|show up|showed up|come|came)
    gracias por nada
ask price:
    (whats|what s|what is|what was|what will be|and) (the|my) (total|grand total|full price)
    (cuanto|cual) (es|era|seria|sale) (el total|todo|en total|todo junto)
ask address:
    (where|wheres) (is|was|s)? (it|that|the place) (at|again|located)
    (where|wheres|where s|wher) (are|r|is|s)? (you|u|yall|you guys|you all) (at|located|guys)?
    (wya|where (you|guys) at)
    (donde|en donde) (estan|esta|quedan|queda) (ubicados|ustedes|el local|la tienda)?
ask other:
    (whats|what is|wats) (your|ur) (honest)? (opinion|advice|take|recommendation|suggestion|thoughts)
    what (do|would) <you> (think|recommend|suggest|do|say) (about|if|i should)?
    (is|are|would) (it|that|they|this) (even|really|actually)? (be)? (worth it|necessary|needed|any good|that useful)
    (do|will|would|did|could|might|gonna|going to|dont want to|not)? (i|we)? (lose|losing|lost|forfeit) (my|our|the)
        <appointment>
    (will|would|can|could|does|do) <you> (still|please)? (hold|keep|save) (my|our|the) <appointment>
    (switch|transfer|port|move|change) (my|the) (number|phone number|service|carrier|plan|sim|line) (over)? (to)?
want order:
    (id|i would|we would|lemme|let me) (like|love|get|grab|take|do) (the)? <time> (for)?
    <family> (also|tambien|too)? (needs|need|wants|necesita|ocupa|quiere) (one|hers|his|theirs|it|the same|una|uno|la
        suya|el suyo|lo mismo) (done|fixed|repaired|too|also|tambien)?
    (also)? (need|want|necesito|quiero) (one|hers|his|una|uno) (for|done for|para) (my|mi) <family>
    (put|set|hold|save|keep) (one|it|that|a <repair>|the <repair>|me one) (aside|back|for me|for us|to the side)
    (can|could|will|would) <you> (guys|please|also|still)? (fix|repair|replace|change|save|look at|check|handle|help
        with|take a look at|put|swap|install|see|diagnose) (my|this|it|the|that|his|her|our|mine|a new|both|these|them)
        (<device>|<repair>|phone|<thing>|<trouble>|<family>)?
    (can|could|will|would) <you> (guys|please|also|still)? (fix|repair|replace|change|do|swap) (a|an)? (<device>|
        <repair>|<thing>) (<time>|today|on|for me|<repair>)?
    (need|want|needs|wants) <repair> (for|on|in)?
    (book|schedule|reserve|set|make|put|sign|pencil|get) (me|us|an|it|my|a|that) (up|down|in|an|a|for|with)?
        (appointment|<time>|in|on|<repair>|for|spot|slot)
    (how) (do|can) (i|we) (get|have|fix|book|schedule|make) (my|a|an|it|the|this|in) (<device>|<repair>|phone|
        appointment|<thing>|fixed)? (fixed|repaired|done|replaced)?
    (squeeze|fit|get|work) (me|us|it) (in|into)
    (take|have|get) (a|someone|him|brandon|you)? (look|peek|to look) (at)? (my|it|this)?
    (me|nos) (puede|pueden|podria|podrian|puedes|arregla|arreglan) (arreglar|cambiar|reparar|poner|revisar|ver|hacer|
        checar|ayudar con|instalar|limpiar) (la|el|mi|una|un|este|esta|lo)? (<repair>|<device>|<thing>|cita)?
    (puede|pueden|podria|podrian|podran|puedes) (arreglar*|cambiar*|reparar*|revisar*|ponerle|checar*|verlo|verla) (mi|
        la|el|un|una|le)? (<device>|<repair>|<thing>)?
    (la|lo|los) (pueden|puede|podrian|podria) (revisar|arreglar|ver|checar|reparar|cambiar)
    (una)? cita (para|el|por favor|porfavor)
    (can|could) (i|we) (get|have|bring) (my|this|it|the|a|an|new|both|his|her|in) (<device>|<repair>|phone|<thing>|
        <trouble>|appointment|<family>) (<repair>|<thing>|fixed|done|replaced|repaired|changed|looked at|<time>)?
    (can|could) (i|we) (get|have) (this|it|both|them|seen) (fixed|done|replaced|repaired|changed|looked at|in|<time>)
    (can|could) i get (in|an appointment|a slot|a spot|an opening) (for|on|<time>|at|today)?
    (i|we|id|i would|we would|i am|im|hi)? (need|want|like|wanted|wanting|gotta|trying|looking|hoping|have|got|tryna|
        would love) (to)? (get|have|fix|replace|repair|change|swap|do|book|schedule|make|set up|reserve|order) (in|by|
        off|it|up|on|over)? (my|a|an|the|this|it|his|her|new|another|some|both|that|for) (new|cracked|broken)?
        (<device>|<repair>|<thing>|phone|appointment|<trouble>|<family>)? (<repair>|<thing>|<trouble>|fixed|done|
        replaced|repaired|changed|looked at|checked)?
    (need|want|like|wanted|gotta|trying|looking|hoping|tryna|would like|would love) (to)? (come|bring|drop|stop|swing|
        get) (in|by|it|off|my|the) (in|by|off|phone|<device>|<time>)?
    (need|want|needs|wants|wanna) (a|my|an|the|new|another|some|both|two|this|his|her) (new|cracked)? (<repair>|
        <device>|<thing>|appointment|<trouble>|phone|<family>) (<repair>|fixed|done|replaced|repaired|replacement|
        <trouble>|changed)? (for|on|in)?
    (quiero|quisiera|necesito|me gustaria|ocupo|queria) (una|un|hacer|sacar|agendar|reservar|apartar|arreglar|cambiar*|
        reparar|llevar|hacer una|ponerle|que me|el|la|mi) (cita|turno|appointment|arreglen|cambien|reparen|<repair>|
        <device>|revisen|pongan) (<repair>|cita)?
    (quiero|quisiera|necesito|ocupo|queria) (agendar|reservar|apartar|arreglar|cambiar*|reparar|llevar*) (la|el|mi|una|
        un|cita|<repair>|<device>)?
    (quiero|quisiera|necesito|ocupo) (<repair>|cita|turno)
    (drop|bring|leave) (it|my|the)? (phone|<device>)? (off)? <time>
ask services:
    something (that)? <you> (guys)? (can|could)? (fix|repair|do|handle)
    what (do|does|can|all do) (you|u|yall|this place|your shop|brandon) (guys)? (do|fix|offer) (there|here|exactly)?
    (what|which) (all)? (do|can|kind of|kinds of|services|phones|devices|repairs|things|brands|types) (you|u|do you|can
        you|of)? (fix|repair|do|offer|work on|work with|service|phones|repairs|services|provide)
    (you|u) (fix|repair|do|work on|sell|carry|got|have) (<device>|<thing>|<repair>|<trouble>|phones|tablets)
    (fix|repair|do you do|replace) (<thing>|<trouble>) (too|also|there)
    (what|which) services
    (que|cuales) (servicios|reparaciones|arreglan|hacen|telefonos) (ofrecen|hacen|tienen|arreglan)?
    (do|does|are|dont|did) <you> (guys|all|also|even)? (even|also|still|able to|know how to)? (fix|repair|replace|work
        on|do|handle|service|change|take|look at|unlock|deal with|sell|buy|carry|got|have|offer|install|make|stock|
        clean) (on|with)? (a|an|any|the|just|used|like)? (<device>|<repair>|<trouble>|<thing>|phones|phone|tablets|
        those|these|that|other|screens|old|used|broken|that kind|something like)? (<device>|<repair>|<thing>|too|also)?
    (can|could|would|will) <you> (guys)? (even|also|still|able to)? (work on|handle|service|unlock|deal with|sell|buy|
        carry) (on)? (a|an|any|the|my)? (<device>|<repair>|<trouble>|<thing>|phones|phone|tablets|those|these|that|
        other|screens)
    (can|could) <you> (guys)? (even|also)? (fix|repair|replace|do) (a|an|any)? (<thing>|phones|tablets|those|other|
        <device>|<repair>)
    (if|whether) (you|yall|u|brandon|he) (guys)? (fix|repair|do|have|got|sell|carry|work on|can fix|could fix|offer|
        take) (a|any|the|my)? (<device>|<repair>|<trouble>|<thing>|phones|tablets|those|chargers)?
    (and|also)? (do|does) (you|u|yall|brandon) (have|got|sell|carry) (a|an|any|the|screen|phone)? (<repair>|<thing>|
        <device>|protectors|cases|chargers|cables|parts|accessories)
    (what|which|que) (kind|kinds|types|type|sort)? (of)? (phones|devices|repairs|things|brands|services|stuff|work|
        accessories) (do|can|you|are|all)? (you|u)? (fix|repair|do|offer|work on|work with|service|provide|carry|sell)?
    (what) (all|else|exactly)? (do|can|does) (you|u|yall|your shop|he) (guys)? (all|even)? (fix|repair|do|offer|work on|
        service|handle)
    (is|are) (it|a|that|my|an|this|<device>|<thing>) (phone|<device>|<repair>)? (fixable|repairable|something you fix)
    (que|cuales|que tipo de|que clase de) (servicios|reparaciones|arreglos|arreglan|reparan|hacen|telefonos|cosas|
        celulares|marcas|aparatos|equipos) (ofrecen|hacen|tienen|arreglan|reparan|ustedes|trabajan|manejan)?
    (tambien)? (arreglan|reparan|cambian|hacen|trabajan|trabajan con|venden|vende|desbloquean|componen|instalan|manejan|
        tienen|compran|compra) (tambien)? (un|una|la|el|los|las|con|pantallas|de)? (<device>|<repair>|<trouble>|<thing>|
        telefonos|celulares|pantallas|tabletas|cargadores|fundas|accesorios|usados)
    (do|does|is|are|can|know|would) (there)? (<you>|anybody|anyone|someone|somebody|they) (there|here)? (that|who)?
        (know|knows|able|can|even|around)? (how)? (to)? (fix|fixes|repair|repairs|work on|works on|do|does) (a|an|any|
        the)? (<device>|<thing>|<repair>|phones|phone|tablets|androids|iphones|those)
    (do|does|can) <you> (guys)? (work on|fix|do|repair|service) (androids|android|iphones|apple|samsungs|laptops|
        computers|watches|other|any|all)
    (you|u|yall) (guys)? (sell|carry|fix|repair|have|got|do|stock) (any|a)? (<repair>|<thing>|<device>|cases|chargers|
        protectors|cables|accessories)
choose:
    (the)? other (one|time|option|slot|appointment)
    (la|el) otra
choose:
    (im|i am|lets|ill|i will|well|id|we will|yeah)? (just)? (going)? (to)? (go|going|roll) with (the|that|option)?
        (<time>|a|b|c|
        d|e|f|g|h)
    (ill|i will|well|id|let me|lemme|gimme|give me) (take|grab|do|snag)? (the|that) <time>
    (one|time|hour|slot|spot|opening|option) (that|which)? (you|he|yall) (just|first)? (said|listed|mentioned|offered|
        gave|told|
        put|sent|named) (me)?
    (que|la que|la hora que) (me|ya)? (dijo|dijiste|dio|mencion*|ofrecio|mando|puso)
choose any:
    (pick|choose) (one|a time|any|it) for (me|us)
    (whatever|whatevers|whichever|whenever|whenevers) (is|s)? (convenient|easiest|easier|best|good|better) (for|with)?
        (you|him|brandon|yall)?
    (you|u) (just)? (tell|let) me (know)? (when|what time|the time)
    (leave|leaving|left)? (it|that)? up to (you|him|brandon|yall|he)
    (idc|idgaf|dc|i dont care|dont care) (which|what|when|whichever|whatever|whenever) (one|time|day)?
    (you|u) (pick|choose|decide|tell me)
    (dealers|your|ladies|his|brandons) (choice|call|pick)
    (doesnt|dont|does not|makes|make) (make)? (no|any|me no|a)? (never mind|nevermind|difference|nvm|matter) (to me)?
    (usted|ustedes|tu) (digame|dime|diganme|mande|manda)
    (both|all|either|ambas|todas|las dos|cualquiera) (of (them|those|em))? (are|is|would be|estan|me)? (works|work|fine|
        good|ok|
        okay|great|sirven|quedan|sirve|queda|funcionan|bien) (for me|bien)?
    (idk|dunno|i dont know) (you|u) (pick|choose|decide)
    (whatever|whichever|whenever|wichever|what) (works|is|s|u|you|time|one|day) (best|easier|easiest|got|have|is open|
        good|fine|for you|available|want|think)
    (cualquiera|cualquier hora|cualquier dia|la que sea|el que sea|me da igual|da igual|da lo mismo|usted escoja|usted
        elija|tu escoge|tu elige|escoja|escoge|elige|elija|usted decida|como quiera|lo que sea|no importa)
    (either|whichever|whatever|whenever|any of them|any of those|either one|either way|any time|anytime|doesnt matter|
        dont matter|dont care|no preference|not picky|flexible|surprise me|up to you|any one|any slot|any works|any day|
        wichever) (is|works|one|of|time|that|you|fine|ok|for me|day|them|those)? (fine|ok|works|good)?
    any
    (la|el|lo|cuando|a la hora) que (usted|tu|ud|ustedes|brandon|sea|quiera|guste|prefiera|pueda|le) (diga|digas|
        prefiera|prefieras|guste|quiera|quieras|convenga|pueda|mejor|sea|tenga|decida)?
    (la que|el que|cuando) (le|te|les) (quede|convenga|acomode|venga|sirva) (mejor|bien)?
    (me da|da|es) (igual|lo mismo)
    (cualquier|cualquiera|cualkier) (de las dos|hora|dia|esta bien|me sirve|es buena|de esas|horario)?
    whenever (you|your|youre|u|he|hes|is|its) (free|are free|have time|can|available|got time|is good|works|want|think|
        open|ready)?
    (cuando|a la hora que|el dia que) (puedan|pueda|puedas|tengan|tenga|quieran|quiera|sea|tenga tiempo|este libre|
        gusten)
    (cual sea|la que tenga|el que tenga|lo que tenga|cual quiera)
choose later:
    (the)? (later|latest|late) (one|option|slot|time|of the two|of those|available|appointment|you have|you got)
        (please|
        works|is better|is good)?
    (the) (later|latest)
    (as)? late as (possible|you can|i can)
    (later|latest) (the better|is better|works better|works|please)
    (whichever|whatever) (one|time|slot)? (is|s)? (the)? (later|latest)
    whichevers (later|latest)
    (mejor)? (la|el) (de)? (mas)? (tarde|tardecito|tardesito|noche)
    (la|el)? (ultima|ultimo) (hora|cita)? (que)? (tenga|tengas|tiene|tienes|tienen|haya|hay|te quede|disponible)
    (mas tarde|la mas tarde|el mas tarde|la de mas tarde|lo mas tarde|la ultima hora|entre mas tarde mejor) (posible|
        mejor|por favor|porfavor|que tenga)?
choose earlier:
    (the)? (earlier|earliest|soonest|sooner|early) (one|option|slot|time|of the two|of those|available|you have|you got|
        opening|possible|appointment) (please|works|you have)?
    (the) (earlier|earliest|soonest|sooner)
    (earlier|earliest|soonest|sooner) (the better|is better|works better|works|please|possible)
    (as)? (early|soon) as (possible|you can|i can)
    (whichever|whichevers|whatevers|whatever) (one|time|slot|opening)? (is|comes|s)? (the|up)? (earlier|earliest|
        soonest|sooner|first|quickest)
    first (available|one available|thing available|you have|you got|opening|possible)
    (mas temprano|la mas temprano|el mas temprano|la mas temprana|lo antes posible|lo mas pronto|cuanto antes|la de mas
        temprano|entre mas temprano mejor|lo mas temprano) (posible|mejor|por favor|que tenga)?
choose all:
    (both|all) (of)? (them|those|em|of them|appointments|bookings|two|three)? (please)?
    (all|every) (two|three|one|of them|of em)
    (everything|each one|each)
    (las|los) (dos|tres) (por favor|porfavor)?
    (ambas|ambos|todas|todos) (por favor|las citas|porfavor)?
    both
hesitate:
    (let me|lemme|gotta|need to|have to) get with (my|the|her|his) (<family>|boss|job|husband)?
    have to (call|text|get) (you|yall)? back
    (gimme|give me) <time> to (think|decide|check|figure|see|let)
    (oh|but|um|uh|ah|hmm|ay|uy) (wait|shoot|crap|snap|dang|espere|espera)
    (wait|shoot|crap) (i|my|we)
    (pero)? (espereme|esperame|espere|espera|aguanteme|aguante) (tantito|un momento|un ratito|poquito|un poco|poco)
    (waiting|waitin) (on|for|to hear from) (my|the|his|her) (<family>|boss|job|check|paycheck|money|ride|schedule|
        landlord)
    (ill|i will|ima) (confirm|reconfirm|verify) (that|it)? (<time>|later|soon|asap|when|with you)?
    (yeah|yea|yes|ok|so|about) about that
    (let me|lemme|gotta|need|have|ill|going|should) (to)? (me)? (call|text|ask|hit up|holler at|check with|talk to|see
        with|run (it|this|that) (by|past)) (with)? (my|the|his|her) (<family>|boss|job|work|manager|supervisor|lady|
        old man|people|landlord|roommate|cousin|granny|ride|schedule|shift) (real quick|first|and see)?
    (can|could) i (let you know|get back to you|text you|call you) (back|later|when)? (on|about)? (that)? (later)?
        <time>?
    (ill|i will|ima|imma) (text|call|hit|let) (you|yall) (back|up|know)? <time> (when|once|after|if)?
    (depends|depending) (on)? (what|when|how|if|whether|my|the)?
    (ocupo|necesito|tengo que|debo|voy a|quiero|dejeme|dejame|deje|deja) (que)? (checar|checo|ver|veo|revisar|reviso|
        preguntar*|preguntarle|le pregunto|consultar*|consulto|platicar*|platico) (lo|con|a|si|en)? (mi|la|el)?
        (horario|agenda|trabajo|senora|esposa|esposo|marido|mujer|jefe|<family>)?
    (ill|i will|imma|ima|can i|lemme) (get back|text you|let you know|hit you up|call you|tell you) (back|to you|later|
        when|soon|tomorrow)?
    (ill|i will|might|may|gotta|need|have|would) (have to|need to|want to|to)? (get back|circle back|come back)
        (to|with|at) (you|yall) (on|about)? (that|it)?
    (prolly|probs|prob)
    (its|thats|this is|that)? (good|nice|great|cool) to know
    (i|we)? (guess|suppose) (well|we will|we shall|ill|i will) see
    (well|we will) (just)? (have to)? see (what|how|if|when) (happens|it|my)?
    (bueno|bien|es bueno) saberlo
    (that|it|this|<time>)? (could|might|may) work
    (potentially|conceivably|theoretically|hypothetically)
    (lets|let us|ill|can we)? circle back (on that|later|to you)?
    (let me|lemme|gotta|need to|have to|got to) (move|shift|rearrange|switch|juggle) (some|a few) (things|stuff)
        (around)?
    (when|once|after|as soon as) (i|my) (get|check|paycheck|refund|taxes) (paid|my (check|paycheck|refund|taxes)|
        clears|hits|
        comes)
    (id|i would) have to (get|find|ask|see|figure|check) (a)? (sitter|ride|babysitter|someone|somebody)
    (estaria|seria) (bien|bueno|genial|perfecto)
    (igual|capaz|chance|chansa|quiza|quizas) y (si|no)
    (todavia|aun|sigo|lo estoy|la estoy) (lo|la)? (estoy)? pensando* (lo|la)?
    (cuando|en cuanto|hasta que) me (paguen|pague|depositen|caiga|llegue el) (el)? (cheque|dinero|pago|deposito)?
    (tendria|tengo) que (pedir|conseguir|buscar) (permiso|quien|ride|carro)
    (te|le|les) (llama|marca|habla) (mi|el|la) (<family>|marido|mujer|senora)
    primero (hablo|dejame|deja|llamo|pregunto|checo|consulto|veo|lo pienso|tengo que)
    (puede|quiza|quizas|tal vez|ojala|espero) (que)? (si|no)? (llegue|pueda|vaya|alcance) (a)? (ir|llegar)?
    (ahorita|ahora) no puedo (hablar|contestar|escribir)
    (im|i am|was|we are)? (just|only|simply) (wondering|curious|checking|asking|browsing|inquiring|looking around) (for
        now|right now|around|thats all)?
    (im|i am|were)? (still)? (shopping|looking|asking|calling) around (still|for now|some more)?
    (just|only) wanted (to know|the price|a price|a quote|an idea|to see|to ask)
    (it|that|this)? (all|just|really|kinda)? (depends|depending) (on|if|how|whether)?
    (it|that|this)? (could|might|may) be
    (that|it|this)? (sounds|seems|feels|looks) (so|kinda|pretty|a bit|a little|too|really)? (high|steep|pricey|
        expensive|like
        a lot)
    (ill|i will|well|we will) (know|decide|figure it out) (for sure|more|when|once|by|later)?
    (wait|waiting|hold off|holding off) (till|til|until|for) (i|my)? (get paid|payday|paycheck|check|pay day|next check)
    (nomas|nadamas|nada mas|solo|solamente|namas) (preguntaba|preguntando|queria (saber|preguntar|ver)|quiero saber|
        estoy
        (viendo|preguntando)|checando|cotizando) (el)? (precio)?
    (estoy|ando|sigo) (viendo|buscando|checando|comparando|cotizando) (en)? (otros|otras|mas|varios|precios) (lugares|
        lados|opciones|talleres|tiendas)?
    (puede|podria|pueda) (ser|que si)
    (capaz|quien quita) (y|que)? (si|no)
    (todo)? depende* (de|si|cuanto|cuando|como)?
    a ver si (mi|me da|me dan|me dejan|me pagan|puedo|alcanzo|consigo|tengo|salgo|llego)
    (vamos a ver|ya veremos|ya vere|(alla|luego) (veo|vere|vemos|decido))
    (give me|gimme) (til|till|until|an|a few|some) (hour|hours|days|minutes|time)?
    (luego|despues|al rato|ahorita|mas tarde|ya|yo) (te|le|les) (marco|llamo|hablo|busco|contacto|escribo|digo|aviso)
    (cuando|en cuanto) (llegue|vaya|pase|este ahi|este alli|salga|sepa) (te|le|les)? (digo|veo|decido|aviso|confirmo|
        vemos)
    (le|les) (pregunto|consulto|comento|digo|platico|preguntare) (a|al|con|primero)? (mi|mis|ella|el)? (<family>|marido|
        mujer|jefe|jefa|senora|novio|novia|patron)?
    (deja|dejame|dejeme) (checo|reviso|veo|checar|ver|revisar) (mi|mis|la|el) (horario|horarios|agenda|calendario)
    (not|isnt) (a)? (hundred|100|totally|completely|entirely|really|too|quite|exactly|all that|all the way|positively)
        (percent|too)? (sure|certain|positive) (yet|if|when|about|which|what)?
    (maybe|perhaps) (later|another time|some other time|next time)
    (hold|hang|wait) (on|up|a sec|a minute|a second|a min|one sec|one second|one moment)
    (dejeme|dejame|deja|tengo que|voy a) (pensar*|pensarlo|checar|ver|revisar|preguntar|consultar*|preguntarle)
    (luego|despues|mas tarde) (le|te) (aviso|digo|escribo|confirmo|mando)
    (quizas|tal vez|talvez|a lo mejor)
    (va|vale|si|ok|sale|dale|bueno|esta bien)? pero (luego|despues|mas tarde|otro dia)
    (un|dame un|espere un|espera un) (momento|minuto|segundo|momentito)
    (let|lemme|gotta|need to|have to|ill|i will|gonna|going to|should|wanna|want to) (me)? (think|sleep|pray) (about|on|
        it|over|first)? (it|that|over|some more|first|a bit)?
    (let|lemme|gotta|need to|have to|ill|i will|gonna|going to) (me)? (check|see|look|ask|confirm|double check|figure|
        make sure|consult|run it) (about|on|it|my|with|first|at|to|by|the|if|what|w|and|out|him|her|around)? (my|the|it|
        a|him|her)? (schedule|calendar|wife|husband|mom|dad|boss|work|husband first|budget|money|account|first|
        boyfriend|girlfriend|daughter|son|parents|job|planner)? (and)? (get back|let you know|tell you)? (to you)?
    (ill|i will|imma|ima|can i|lemme|let me|i can|and) (get back|text you|let you know|hit you up|call you|tell you|get
        back at you|holler|hit you back|reach out|lyk) (back|to you|later|when|soon|tomorrow|with|on that)?
    (im)? not sure (yet|if|when|about|which|what)?
    (i)? (dont|do not) know (yet|if i|when|about that|for sure|my schedule|what)?
    (not|im not|idk) (sure|know|certain) (yet|if i|when|about)?
    (undecided|unsure|still deciding|havent decided|still thinking|on the fence)
    (maybe|perhaps|possibly|probably)
    (one|just a|give me a|gimme a|hold a) (sec|second|minute|moment|min)
    (give me|gimme|need) (a|some|like a|one) (sec|second|minute|moment|min|day|few|time|bit) (to|please)? (think|check|
        decide)?
    (le|te|yo le|yo te|les) (aviso|confirmo|digo|hablo|mando|escribo) (luego|despues|mas tarde|manana|al rato|en un
        rato|cuando|si|ahorita)?
    (dejeme|dejame|deja|tengo que|voy a|permitame|permiteme) (checo|veo|pregunto|pienso|reviso|consulto|pensar*|
        pensarlo|checar*|ver*|revisar*|preguntar*| consultar*|preguntarle|hablar con|hablarlo)
    (deja|dejame|dejeme) (que)? (lo|la) (pienso|piense|pienso bien|consulto|checo|veo|platico)
    (lo|la) (pienso|checo|consulto|platico|voy a pensar) (y)? (le|te)? (aviso|digo)?
    (no se|no estoy segur*|todavia no se|aun no se|quien sabe|no sabria)
    (un|dame un|espere un|espera un|permitame un|deme un) (momento|minuto|segundo|momentito|ratito)
    (hmm|hm|hmmm|hmmmm|idk|dunno|mmm|ehh|eh)
    (let me|lemme|need to|have to|gotta|should|going to|gonna|ill) (talk|speak|check) (to|with) (my|her|his) (<family>|
        boss|job|work|roommate|landlord|parents)?
    (hold) (that thought|off|please)
    (let me|lemme) (think|see|check|ask)
    (espere|espera|esperame|espereme|un momento|aguante|ahorita le digo|ahorita le aviso)
    (no clue|no idea|beats me|ni idea|no tengo idea|have no idea|not a clue)
add:
    (throw|put|include|toss|slap) (in|on|it|one|that|a|the) (a|the|in|on|one|too)? (protector|case|<repair>)?
    (put|throw|add|stick|slap|include|toss) (on|in)? (one|some|a couple)? (of)? (the|those|them|these|your)? <repair>
        (on|
        in|with)? (it|there|too|that)? (too|also|as well)?
    (with|plus) (the|a) (protector|case|screen protector|<repair>)
    add (it|one|that|the|a|them|on|in|both)? (on|in|to it)? (protector|screen protector|case|too|please|on|<repair>|to
        it|as well)?
    (yes|yeah|sure|ok|yep|si|absolutely|also|and) (to|for|and|with|on|add) (yes)? (to|for)? (the|a)? (protector|case|
        screen protector|<repair>)
    (throw|put|include|toss|slap|stick) (in|on|it|one|that|a|the|them|me) (a|the|in|on|one|too|there|that)? (protector|
        case|<repair>)? (in|on|there|too)? (there)?
    (ill|i will|lets|gonna|want to|can i|i want|i need|give me|gimme|ima|imma) (take|get|have|grab|do|add|want)? (it|
        the|a|one|that)? (protector|case|screen protector|<repair>) (too|also|as well|please|with it|on it)?
    (ill|i will|lets|gonna|can i) (take|get|have|grab|do|add) (it|one|that) (too|also|as well|please)?
    (agreg*|agreguela|agreguelo|agregala|anad*|ponle|pongale|pongala|pongalo|pongamela|pongamelo|pongasela|ponmela|
        ponsela|ponmelo|ponga|pongan|ponerle|incluy*|incluyala|sumele|echele|echale|metele) (la|el|un|una|lo|esa|
        tambien)? (mica|protector|funda|<repair>)? (tambien)?
    (i|id|we|yes)? (could use|need|do need|want|would like|like|do want) (one|it) (of (those|them))? (too|please)?
    (ill|gimme|give me|lemme get|let me get) (one|it) (of (those|them))? (too|please)?
    put it on
    (metalo|metemelo|echemelo|echalo|echemela|ponlo|ponla|ponme uno|quiero uno|quiero una|dame uno|dame una|deme uno|
        deme una|ponselo|ponmelo|ponsela|pongaselo|pongaselos|pongale uno|
        ponle uno|metelo|metela|incluyelo|agreguemelo|
        agregamelo)
    (con|y) (todo y|todo)? (la|el|una|un)? (mica|protector|funda|<repair>) (tambien)?
decline:
    (no|nah|nope) (thanks|thank you|thats ok|thats okay|im good|im ok|need|sir|maam|gracias)
    (none|neither) (of)? (those|them|these|work|that|of those|of them)? (work)?
    (nvm|forget it|forget that|never mind)
    without (it|that|one)
    (take|leave) (it|that|this) (off|out|back)
    take (off|out) (it|that|this)
    remove (it|that|this)
    (quitala|quitalo|quitamela|quitamelo|quitenla|quitenlo|quita eso|sacala|sacalo)
    (skip|pass on) (it|that|the)?
    (better|rather) not
    (on second thought)
    (no|nope|nah|naw|nay|negative|noo|nooo|na|nop|noooo|nahh|nahhh)
    (no|nope|nah) (no|nope|nah|way|not really|not today|not now|not this time|i dont think so|thank)
    (im|i am|were|we) (good|ok|okay|all good|set|fine|all set|straight|cool) (thanks|without|for now|on that|with that|
        thank you|on the)? (it|that|<repair>|protector|case)?
    (thats|its) (ok|okay|alright|fine|all right) (no|i dont|without|ill pass|thanks)
    (thanks|thank you) (but)? no (thanks|thank you)?
    thanks anyway
    (i)? (dont|do not) (want|need) (it|that|one|any|a|the|to add|nothing|anything else|extra) (protector|case|<repair>|
        of that|stuff|right now)?
    (i)? (dont|do not) (want|need) (a|the)? (<repair>|protector|case|screen protector) (on it|thanks|though)?
    (that|it|this|<time>|those|they|that day|that time|none|neither) (doesnt|wont|dont|does not|will not|isnt|aint)
        (work|do|good|gonna work|going to work|fit|good for me|great|ideal)
    (doesnt|wont|dont|isnt|not|aint|cant) (work|do|make|good|gonna work|going to work) (for me|with me|that|any of
        those|those|any of them|that one)
    (cant|cannot) (do|make) (that|any of those|any of them|those|it then|that time|that day)
    (none|neither) (of)? (those|them|these|that|of those|of them|time|one)? (work|works|are good|is good|fit|do)? (for
        me)?
    (not) (yet|ready|interested|really|right now|at this time|this time|necessary|needed|today thanks|today|now|a good
        time|for me|that one)
    (just|only) (the)? (repair|<repair>) (is fine|thanks|please|nothing else|only)
    (just|only) (the)? (screen|repair|phone|battery) (is fine|thanks|please|nothing else|only)
    (leave|skip|pass on|without|no|minus|forget|lose) (it|that|the|a|out the|off the|my)? (protector|case|screen
        protector|<repair>) (off|out|this time|thanks|for now)?
    (without|skip|minus|drop|kill|scrap|axe|nix|ditch|scratch|wipe|yank|toss) (it|that|one|that one|this one)
    get rid of (it|that|that one|both|them|them both)
    (ill|i will|gonna|going to|think ill|im gonna|have to|gotta) (pass|skip|have to pass|skip it|skip that) (for now|
        on (it|that|this one)|this time|today)?
    (hard)? pass
    (mejor no|ahora no|todavia no|no por ahora|por ahora no|asi esta bien|asi estoy bien|no me interesa|asi nomas|asi
        dejelo|sin eso|olvidalo|olvidelo|olvidese|dejalo asi|dejelo asi|ninguna|ninguno|no me sirve|no me sirven|no me
        queda|no me quedan|no quiero|no lo quiero|no la quiero|no hace falta|no es necesario|no puedo a esa hora|no
        puedo ese dia|no puedo a esas horas|nada mas|nel|para nada|nomas eso|solo eso) (gracias|esa hora|ese dia|bien)?
    (ninguna|ninguno) (de)? (esas|esos|las dos|me) (queda|sirve|funciona|acomoda|conviene)?
    (sin|no) (la|el|una|un)? (mica|protector|funda|<repair>) (gracias|por favor)?
    no gracias
    (ya|yo ya) (tengo|compre|traigo|le puse|trae) (uno|una|eso|de eso|protector|mica|funda)
    no <time>
    (solo|nomas|nada mas|unicamente) (la|el)? (<repair>|pantalla|bateria|reparacion)
    no (puedo|me queda|me sirve|se puede) (<time>|ese|esa|en la|por la|a esa) (dia|hora)?
    no
    (dont|do not|no need to|please dont|cant) (call|ring|phone) (me|us)? (just|please)? (text|txt)?
    (cant|cannot|can not) (do|make) <time>
    (that|those|that time|that day|this time|<time>|none|that one) <trouble>
    (i)? (already|alr|have) (have|got|own) (one|it|that|some|a protector|a case|<repair>) (already)?
    (no gracias)? ya no me interesa
    (no)? ya no (gracias|me interesa)
    (too|kinda|bit|way) (early|late) (for me)?
    (i)? changed my mind
    (just|only) (what|the|whats|that) (we|original|repair|one|i|thing) (talked|discussed|said|came|asked|booked) (about|
        for)?
    stop
    (cant|cannot|can not) (do|make) (mornings|afternoons|evenings|weekends|weekdays|that early|that late|early|late|
        before|after)
    (wait|hold on|hang on) (no|nah|nope)
    (a)? esa hora (trabajo|no|estoy|tengo|no puedo)
accept:
    (thats|that is|its|it is) (gonna|going to) (work|do|be (fine|good|great|perfect))
    (please)? (put|get|add) (me|us) (on|in) (the|your|his) (schedule|books|book|calendar)
    (ok|si|bueno)? me (anoto|apunto)
    (por|para) mi (esta|queda)? (bien|perfecto|bueno)
    (si)? (apartemela|apartamela|reservemela|reservamela|agendemela|agendamela)
    (yes|yeah|please|yes please) if you (dont|do not) mind
    (si|yes|yeah) (el|la|the|that) (otro|otra|other|second) (one|phone|telefono)? (tambien|too|also|as well)
    (im|i am|were|we are) (good|cool|fine|ok|okay) (with|for) <time>
    (well)? (alrighty|allrighty|alrightie) (then)?
    you bet|betcha
    you betcha
    (dele|deale|dale pues|dele pues)
    (si)? me (gustaria|encantaria) si
    si me (gustaria|encantaria)
    (si|yes|yeah|yep)? (estoy|muy|bien|completamente|totalmente|im|i am)? (segurisim*|segura|seguro|positive)
    (yes|yeah|yep|yup|yea|yeh|ya|yess|yesss|yas|ye|yessir|yesir|yesh|yis|aye|y|sure|shure|absolutely|definitely|
        certainly|correct|right|exactly|confirmed|confirm|affirmative|deal|bet|word|perfect|fasho|fosho|aight|alright|
        ok|okay|k|kk|okey|oki|okie|okk|great|cool|good|fine|awesome|works|amazing|totally|gladly|ofc|indeed|10-4|copy|
        dope|sweet|excellent|wonderful|yeap|yuh|mhm|uhhuh|yurp|yeahh|aha|ajam|aja)
    (yes|yeah|yep|sure|ok|okay|sounds|all|yea|ya|yup) (please|good|great|sir|maam|that works|thats fine|thats good|do
        it|book it|lets do it|lets do that|thats right|works|fine|perfect|right|yes|yeah|sure|thats correct|it does|it
        is|i do|thatll work|that will work|thats perfect|of course|thats great|absolutely|definitely|confirm|i confirm|
        thats ok|cool|ok|sounds good|we are good|im in|go ahead)
    (sounds|looks) (good|great|perfect|like a plan|right|fine|awesome|wonderful|good to me)
    (thats|thatll be|it is|thats all) (fine|good|great|perfect|ok|okay|cool|right|correct|awesome|alright|wonderful)
        (with me|for me|then)?
    (works|good|fine|ok|okay|great|perfect) (for|with|by|on|from) (me|us|my end|our end|my side)
    (id|i would|wed|we would|ill|i) (really|sure|would)? (appreciate|love|like) that
    ((that|it|this) (would|will|wouldve)|thatd|itd|thatll|itll) be (so|just|really|absolutely)? (wonderful|lovely|
        amazing|awesome|fantastic|
        excellent|
        super|swell|nice|great|perfect|fine|good)
    (i|we)? (reckon|guess|suppose|think|im afraid|afraid) so
    (might|may) as well
    (ill|i will|we will|well|i) (def|definitely|sure)? be there
    (i guess|i suppose|what the heck|why the heck not|eh why not)
    (go|gone|gon) (on|ahead|head) (and|an|n)? (book|put|sign|pencil|schedule|reserve|do|set|lock|get) (it|that|me|us|
        this)
        (in|down|up|for it|for that|then)?
    (pues|bueno|ay|ok)? ya que
    (pues|bueno)? (pues|bueno) (si|dale|esta bien)
    (ahi|alla|alli|aqui) (estare|voy a estar|estaremos|le caigo|te caigo|les caigo|me tiene|llego)
    (andele|ande|andale|orale|ora|sale) (pues|si|va)?
    (lets|let us|lets go ahead and) (do|go|book|roll|lock|make) (it|that|this|with that|with it|for it|ahead|in|it
        happen)
    lets roll
    (thats|its) a (go|deal|yes|plan)
    put my name (on it|down|in)
    (a|en) esa (hora)? (llego|caigo|estoy|estare|voy)
    (gimme|give me) (that|the) (one|slot|spot|time|hour)
    (mark|write|jot|pencil|put) (me|us) (down|in)
    (green light|sold|heck yes|hell yes|oh yes)
    (thats|that is) better
    (sure|you) (thing|bet|betcha)
    (por favor|porfavor) (que)? si
    de una (vez|buena vez)
    (go|please go|you can go|yes go) (ahead|for it) (and book it|and book|please|with it|with that|and do it)?
    (book|reserve|lock|schedule|put|sign|pencil|confirm|set) (it|that|me|us|this) (in|down|up|please|for it|for that)?
    (ill|i will|we will|well|i can|ima|imma) (take|do|make|go with) (it|that|this|that one|it then)
    (please do|do it|do that|make it happen|make it so|thats the one|ten four|roger that|let er rip|why not|for sure|
        of course|thats it|you got it|count me in|im in|im down|
        down|that one|hell yeah|heck yeah|yes indeed|no problem|no worries|np|my pleasure|say less|all good|good to go|
        works|lets go)
    (si|sip|simon|ta bien|ta bueno|tabien|tabueno|claro|claro que si|dale|vale|va|sale|orale|ok|esta bien|bueno|
        perfecto|de acuerdo|por supuesto|
        correcto|exacto|asi es|me parece bien|me parece|esta perfecto|listo|hecho|confirmo|confirmado|me sirve|me
        funciona|me queda bien|me queda perfecto|me conviene|adelante|hagalo|hazlo|hagamoslo|reservela|reservala|
        reserveme|apartela|apartala|aparteme|apartame|agendela|agendala|agendeme|agendame|andale|bien|genial|excelente|
        hagale|agale|eso porfa|eso porfavor|eso por favor|ya quedamos|asi mero|jalo|jalamos|ahi mero|ahi esta bien|ahi
        mismo|quedamos asi|trato hecho|cuente conmigo|cuenta conmigo|hecho pues|apartalo|apartelo|apartamelo|
        apartemelo|reservalo|reservelo|agendalo|agendelo|anotalo|apuntalo|
        esa|ese|esa esta bien|esa hora|si por favor|si gracias|si porfavor|sii|siii|sipi|sisi|simon|okey|va que va|ya
        esta|muy bien|esta bueno|esta bien asi|con gusto|desde luego|sin problema|de una|chevere|pues si|asi esta
        perfecto|si claro|si esta bien|me late)
    (reservame|apartame|agendame|dame|guardame|separame|reserveme|deme|guardeme) (esa|ese) (hora|espacio|lugar|cita)?
    (por|pa) mi (esta|esta muy|va|que) (bien|si)?
    (arre|fierro|me apunto|ya estas|a darle|cierra el trato|eso mero|con confianza)
    (ponme|pongame|ponganos|ponnos|apuntame|apunteme|anotame|anoteme|apuntanos|metame|meteme) (ahi|alli|pues|porfavor|
        por
        favor|en esa|a esa hora|a esa)?
    (esa|ese|esa hora|ese dia|ahi|asi|<time>|me|eso|la) (esta|queda|parece|sirve|va|funciona|conviene) (bien|perfecto|
        bueno|
        perfecta|genial|excelente|perfectamente|de maravilla)
    (yes|si|sip|ok|claro|bueno|sale) (si|yes|esta|claro|perfecto|asi) (perfecto|bien|esta bien|perfecta|que si)?
    (that|this|it|which|thatll|thats|<time>|that time|that day|both|either|all|both days|both times|any) (works|work|
        will work|is gonna work|going to work|should work|suits|does it|does) (out)? (me|great|perfectly|well|fine)?
        (for me|
        with me|then|too|best)?
    (that|this|it|which|thatll|thats|<time>|that time|that day|both) (is|s|would be|will be|be|sounds|looks) (works|
        work|fine|good|great|perfect|ok|okay|cool|for me|right|correct|the one|ideal|awesome|alright) (for me|with me|
        then|too)?
    (uh huh|mm hmm|mhm yes|aja si|sale pues|si pues|va pues|bueno si)
    (ill|i will) do (it|that)
    (thatll|that will|itll|it will) (do|work|be fine|be great|be perfect)
    (im|i am|were|we are) (good|free|available|open) (to|for|at|on) (come|<time>|that|then|it)
    (si|sip|claro|dale|ok) (cancel*)? (todo|todas|todos|toda) (porfavor|gracias)?
    (yes|yeah|yep|yup|ok|sure) (all of (it|them)|everything|both of them)
    (si|dale|pues|ok|claro|va)? (hagale|hagalo|hagamole|hagamosle|agale|mandele|metale) (pues|porfavor|entonces|si)?
name:
    (change|switch|update|put) (the|my|that)? name (on (it|that|there|the <appointment>))? (to|as|down as|down to)
    put|add my
    (my name is|my names|the name is|name is|name|under the name of|under the name|put it under|book it under|put me
        under|put it in|its under|me llamo|mi nombre es|a nombre de|de parte de|call me|names|my name|its for|mi nombre|
        nombre|put it in the name|in the name of|el nombre es|nombre es|el nombre seria|name on it is|me dicen)
    (can|could|will|would)? (you)? (please)? (put|book|leave|have|set|make|list) (it|that|this|me|<appointment>|my
        <appointment>|the <appointment>) (down)? under (the name|name)?
    (my|the|his|her)? <family> name (is|would be)?
    (this is|its|it is|im|i am|soy|habla|yo soy|le habla|le escribe|under|book it for|put it for|make it for|
        book me for|appointment for|cita para|ponla para|ponlo a)
    (el|ella|<family>)? se llama
address:
    (im at|i am at|i live at|live at|living at|address is|my address|my address is|located at|were at|we are at|im
        staying at|its at|come to|vivo en|estoy en|mi direccion es|la direccion es)? <address>
thank:
    (thanks|thank you|thank u|gracias) (so much|very much)? (baby|hon|honey|sugar|darling|darlin|sweetie|sweetheart|
        dear|love|boo|babe)
    (thanks|thank you|appreciate it|appreciate|much appreciated|gracias|muchas gracias|mil gracias|se lo agradezco|le
        agradezco|agradecido|thanku) (so much|a lot|a million|man|bro|sir|again|for|you|linda|very much|bunch)?
    (thanks|thank you) (for|so much for) (fixing|everything|the help|your|all|helping|getting|squeezing|fitting|doing|
        taking) (my|me|it|us|help|the)?
    (god)? bless (you|u|yall)
bye:
    (god|dios) (bless|lo bendiga|la bendiga|te bendiga|me lo bendiga|los bendiga) (you|yall|yalls)?
    (stay|be) (blessed|safe|well)
    take it easy
    (good|gud)? (nite|nyte)
    (bye|goodbye|bye bye|talk later|see ya|see you|cya|c ya|take care|have a good|have a great|have a nice|have a
        blessed|good night|goodnight|ttyl|talk later|talk soon|talk to you|adios|hasta luego|hasta manana|hasta pronto|
        nos vemos|chao|bendiciones|que tenga buen|que tengas buen|que tenga|que le vaya|cuidese|cuidate|until then|till
        then|bye now|be blessed|have a|enjoy your) (one|day|night|then|there|later|soon|<time>|evening|weekend|dia|
        noche|tarde|bien|good|great|rest|blessed|afternoon|bonito|excelente|buena|lindo|feliz) (day|one|evening|weekend|
        dia|tarde|noche|night)?
    (bye|goodbye|adios|peace|later|laters|chao|gn|goodnight|good night) (now|then|yall|guys|everybody|hon|honey|sir|
        maam|linda|
        brandon|pues)
    (bye|goodbye|bye bye|byee|byeee|later|laters|see ya|see you|cya|c ya|peace|peace out|take care|good night|goodnight|
        ttyl|talk later|talk soon|adios|hasta luego|hasta manana|hasta pronto|nos vemos|chao|bendiciones|gn|deuces|
        cuidese|that is all|thats all|thats it)
    (ill|i will|well|we will|i)? (see|c|cya) (you|ya|u|yall) (guys)? (then|there|tomorrow|soon|later|in a bit|<time>|
        around)
repeat:
    (can you|could you|please)? (slow down|speak up|speak slower|speak louder|talk slower|talk louder|louder|slower)
        (please)?
    (i)? (cant|cannot|can not|couldnt|could not) hear (you|that|what)
    (hable|habla|puede hablar)? mas (despacio|fuerte|lento|alto) (por favor)?
    no (le|te|lo) (escucho|oigo|entendi|entiendo)
    (what|wat) did (you|u) (just)? (say|said) (again|please)?
    (can|could|would|puede|podria|puedes|pueden|me|me lo|me la) (you|lo)? (please)? (repeat|say|repetir|repita|repite|
        repites|repetirlo|repetirme) (that|it|again|lo|me|this|yourself|those|eso)? (one more time|
        once more|again|please)?
    (repeat|say) (that|it|this|yourself) (again|one more time|once more)? (please)?
    repita* (por favor|porfavor|porfa|eso|otra vez)?
    repite* (por favor|porfavor|porfa|eso|otra vez)?
    (say|come|tell me) (that|it)? again (please)?
    (one more time|once more|otra vez|de nuevo|una vez mas) (please|por favor|porfavor|porfa)
    (what was|whats|what is) that (again)?
    (im|i am)? sorry (i)? (didnt|did not|couldnt|cant) (catch|hear|understand|get) (that|you|what)
    (i)? (didnt|did not|couldnt|cant) (catch|hear|understand|get) (that|you|what)
    (i)? missed (that|what you said)
    (no (le|te|lo|la)?) (entendi|escuche|oi|entiendo|escucho|oigo) (bien)?
    (como|que) (me)? (dijo|dice|dijiste)
greet chat:
    (and|so|well|y)? (how are you|hows it going|how is it going|how you doing|how are you doing|how are things|hows
        everything|how have you been|hope you are well|como esta|como estas|como estan|como le va|como te va|como va
        todo|como andas|como ha estado) (usted|ustedes|tu)? (doing|feeling)? (this fine)? <time>?
    (hope|hoping) (you|youre|your|ur|yall|all|everything|everythings)
        (day|week|weekend)? (is|are|are doing|is going|r|doing|going)? (well|good|ok|doing well|great) <time>?
    (hows|how is|how was|how did) (your|the) (day|morning|afternoon|evening|night|week|weekend|holiday|holidays|family)
        (go|going|been|treating you|so far|been going)? (so far)? <time>?
    (hows|how is|how was) your <time> (going|been)? (so far)?
    (what)? (a|its a|it is a|such a)? (nice|beautiful|lovely|gorgeous) (day|weather) (it is|its|were having|we are
        having|isnt it|out there|outside|out|we have|right)? <time>?
    (what)? (great|good|bad|crazy|terrible|awful|hot|cold) weather (were having|we are having|isnt it|out there|outside|
        out|right|huh)? <time>?
    (it|its|it is) (is|sure is|really)? (so|very|pretty|really|sure)? (hot|cold|rainy|raining|pouring|sunny|nice|
        beautiful|lovely|humid|windy|chilly|warm|gorgeous) (outside|out there|out) <time>?
    (did you) (see|watch|catch) (the|that) (game|match|news|show) <time>?
    (im|i am|doing|we are|were)? (doing)? (fine|good|great|well|okay|ok|alright|all right) (thanks|thank you)? (for
        asking)? (and|how about|what about|hows) (you|yourself|yours)
    (im|i am|doing) (doing)? (fine|good|great|well|okay|ok|alright|all right) (thanks|thank you) for asking
    (estoy)? (muy|todo)? bien (gracias)? (gracias a dios)? (y|que tal) (usted|tu|ustedes)
    (que tal|como va|como estuvo|que tal va|como le va|como le fue) (con|en)? (el|su|tu) (dia|semana|fin de semana)
        <time>?
    que (bonito|lindo|hermoso|buen|calor|frio) (dia|clima|tiempo|hace)? (hace|esta|tenemos|hoy|afuera)? <time>?
hear_me:
    (can|do|did|could) (you|u|anyone|anybody|someone|somebody) (still|even)? hear me (now|ok|okay|alright|all right|
        yet)?
    (hello|hi|hey|hola) (are|is) (you|anyone|anybody|somebody|someone) (still)? there
    (hola|alo|bueno|oiga|si)? (sigue|sigues|esta|estas) usted ahi
ask other:
    (what|wat) (do|does|did) (you|it|that|u|he) (mean|need) (by|from|with)? (that|me)?
    (do|is|got|any) (you|there|yall)? (have|got)? (a|any|free)? (wifi|bathroom|restroom|wi fi|coffee|chairs|place to
        sit)
    (do|does) (you|yall|u) (have|got) <trouble> (while|there|in|for)
    (is it|would it be)? (ok|okay|cool|alright|fine) if (my|a|the|i bring) (my|a|the)? (<family>|kid|kids|dog|baby|mom)
        (comes|
        come|tags|is|are|stays|waits)?
    can i bring (my|a|the) (kid|kids|dog|friend|son|daughter|baby|charger|box|<family>)
greet:
    (ok|okay|hey|alright)? (im|i am) back (now)?
    (lol|lmao|lmfao|haha|hahaha|hehe|jaja|jajaja)
    (hi|hii|hiii|hey|heyy|heyyy|hello|helo|yo|sup|hola|hiya|howdy|greetings|whats up|wassup|wsup|what up|good morning|
        good afternoon|good evening|good day|morning|gm|buenas|buenos dias|buenas tardes|buenas noches|buen dia|que tal|
        saludos|oiga|oye|disculpe|disculpa|hello there|hi there|hey there|ey) (linda|brandon|there|guys|again|yall|sir)?
    (anyone|anybody|you|u|is anyone|is anybody|are you) (there|around|still there|here)
    (good) (morning|afternoon|evening|day)
    (que onda|que hubo|quiubo|que pasa|epa|alo|bueno bueno|hi again|hello again|hey again|hi hello|whats good|wsg|heyo|
        good mornin|wazzup|que hay|como le va|como va|como andas|muy buenas|muy buenos dias|muy buenas tardes)
    (hello|hey|hi) (hello|hey)
    hello there
    (can) (anyone|anybody|someone) help (me)?
praise:
    (will|would|going|going to|ill|i will) (definitely|def|totally|highly|for sure) (be|to)? (recommend|recommending|
        back|
        come back|tell my friends|tell everyone) (you|yall|it|this place|him)?
    (will|would|going to|ill|i will) (recommend|tell my friends|tell everyone) (you|yall|it|this place|him|about)?
    (great|good|awesome|amazing|excellent|fantastic|best|nice|wonderful) (job|work|service|shop|place|experience)
    (happy|pleased|satisfied) with (the|my|your|it)
    (excelente|buen|gran) (trabajo|servicio)
    (quedo|funciona) (muy bien|perfecto|excelente|como nuevo)
    (you|yall|he|brandon|this place|this shop|they) (guys)? (are|r|is|was|were|rock|rocks|did) (the|so|a|amazing|
        awesome|great|really|an)? (best|bomb|goat|man|amazing|awesome|great|life saver|lifesaver|amazing job|great job|
        good job|legend|helpful|nice|sweet|truth|excellent)
    (the)? best (repair|phone|shop|place|spot|service|guy|in|around|ever|customer|experience) (shop|place|spot|repair|
        service|in|around|town|duval|jax|jacksonville|ever|guy)?
    (works|working|looks|look|runs|feels|good as|charges) (like new|like brand new|as good as|just like|great|perfect|
        perfectly|amazing|awesome|brand|good as|beautiful*) (new|brand new|a charm|now|again|since)?
    (great|good|awesome|amazing|excellent|fantastic|best|nice|wonderful|outstanding|quick|fast) (job|work|service|
        experience|customer service)
    (love|loved|loving|like|impressed with) (the|this|my|your|how) (work|service|job|new|phone|screen|place|shop|it|
        fast)
    (highly)? recommend (you|yall|this|him|to|everyone)
    (saved|made) my (life|day|phone|week)
    (appreciate|thanks for) the (great|good|awesome|excellent|amazing|fast|quick) (work|service|job)
    (5|five) (star*|stars|out of)
    (muy|super|bien)? (buen|buena|excelente|gran|rapido|rapida|buenisimo|increible) (trabajo|servicio|atencion)
    esta (como nuevo|como nueva|increible|genial|de lujo|padrisimo|al cien|quedando) (mi|el|la)? (cel|celular|telefono)?
    (quedo|quedaron|funciona|me quedo|jala|trabaja|dejaron) (muy bien|super bien|bien|perfecto|perfecta|excelente|
        excelente mi|como nuevo|como nueva|increible|genial|de lujo|padrisimo|al cien) (mi|el|la)? (cel|celular|
        telefono|pantalla)?
    (son|es|usted es|eres|ustedes son) (los|el|lo)? (mejor|mejores|maximo|excelente|excelentes|muy bueno|muy amable|muy
        amables|buenisimo)
    (lo|los|la|las) recomiendo
    (lo|los|la|las|te) (voy|vamos) a recomendar
    (you|he|brandon|phone|screen|it|everything) (is|are|did|looks|works) (the best|amazing|awesome|great|like new|a
        great job|perfectly|so good|perfect)
    (love|loved) (it|you|this)
    (you|he|brandon|phone|screen|it|everything) (is|are|did|looks|works|runs) (great|perfect|perfectly|fine|good|well|
        amazing|awesome|beautifully) (now|again|so far|thanks)?
    (you|yall|he|brandon|they|youre|your) (guys|are|r)? (rock|rocks|rule|killed it|the bomb|the goat|the best|the man|
        amazing|awesome|a lifesaver|a life saver|wonderful|great)
apologize:
    (sorry|my bad|apologies|my apologies|excuse me|pardon|oops|whoops|oopsie|my mistake|perdon|lo siento|disculpe la
        molestia|una disculpa) (about|for|to|that|bout)?
want:
    (need|want|looking for|like|get|have|make|book|schedule|set up|got time for) (an|a|to make an|to book an|to schedule
        an|to get an|to set up an) (appointment|booking|slot|spot|reservation|repair)
    (an)? appointment (please|for|today|tomorrow|<time>|on)
    (book|schedule|reserve) (an|a|my|it|us|me)? (appointment|slot|spot|repair|for|<time>)
    (i can|i could|we can|i could do|i can be) (do|be there|make|come|be in|come in|make it|get there|do it) (by|in|it|
        over|on|for|there|at|off|<time>)?
    (fix|repair|replace|change) (my|the|it|this|their|his|her) (<device>|<repair>|phone|screen|<thing>|<trouble>)?
    (quiero|quisiera|necesito|me gustaria|queria|ocupo|busco|ando buscando|quisiera saber si pueden) (una|un|hacer|
        sacar|agendar|reservar|apartar|arreglar|cambiar|reparar|llevar|pasar|ir)? (cita|turno|arreglar|cambiar|reparar)?
    (puedo|podria|podemos|se puede|puedo yo|podre) (ir|pasar|llegar|llevar*|traer*|hacer|venir|agendar|reservar|dejar*|
        sacar|apartar|caer) (una|mi|la|hoy|el|a|para|<time>)? (cita)?
    (arreglar|reparar|cambiar|arreglen|reparen|cambien|arreglenme|arregla|arregle|cambieme|reparenme) (mi|la|el|un|una|
        le) (<repair>|<device>|<thing>)?
    (agendar|reservar|apartar|agende|reserve|aparte|agendame|apartame|reservame|anotame|anoteme|aparteme|agendeme|
        reserveme) (una|me|para|la|el|cita|un)? (cita|<time>)?
    (make|lets make|do|try|say|change it to|lets do|lets say|lets try|prefer|rather|rather do|better|mejor|how about|
        what about|how bout|wat about) (it|that|for|at|a las|el|do)? <time>
    (ill|i will) come to you
    (what|how) about (the|a|my|an)? (<repair>|<device>|<thing>) (too|also|as well)?
    (can|could|may|should|shall|is it ok if|ok if|possible to|would it be ok to|mind if|is it possible to|any way) (i|
        we|my <family>) (just|still|also|maybe)? (come|stop|swing|book|schedule|reserve|walk|be seen|get in|make it|
        pass by|roll up|pull up) (in|
        by|it|over|through|off|on|at|<time>|a|an|both|up|down|some|thru)? (in|by|off|<time>|appointment)?
    (can|could|may|should|shall|is it ok if|ok if|possible to|would it be ok to|mind if|is it possible to|any way) (i|
        we|my <family>) (just|still|also|maybe)? (bring|drop|leave|send|take|have|get|do|make|pass|mail) (it|this|that|
        them|in|by|<time>|off|
        both|an appointment|a time|one|my phone|my <device>|my <thing>|the phone|the <device>|my <family>|something)
        (in|by|off|over|up|with|there|phone|<device>|to you|<time>)? (off|in|<time>)?
    (ill|i will|im gonna|im going to|gonna|going to|i can|we can|i could|planning to|i plan to|let me|lemme|wanna|want
        to|we will) (come|bring|drop|stop|swing|pass) (it|my phone|my <device>|this|them)? (by|in|over|on|for|there|at|
        off|to you|up|through|thru|<time>) (off|in|by|to you|<time>)?
    (i|we|id|i would|we would) (need|want|like|wanted|would like|would love|love) (to)? (get|have|book|schedule|make|set
        up|bring|come|drop|reserve|do|an|a|set|be seen) (an|a|it|in|my|the|me|off|by|up)? (appointment|booking|slot|
        spot|reservation)?
want trouble:
    <trouble> (on me)? (and|n|then|y)? (it)? (just)? (wont|doesnt|didnt|never|cant) (come|came) back (on|up)?
    (my|the|his|her|<family>)? (phone|<device>|screen|ipad|<thing>|it|cell|tablet) (is|got|s|was|has|needs|just|fell|
        wont|doesnt|isnt|stopped|keeps|broke|cracked|died|wouldnt|quit|started|fell in|dont|not|aint|has a|went|shut|
        freezes|froze|slipped|landed)
    (i|just|he|she|my kid|my son|my daughter|my wife|my husband|someone|we|dog|my dog|baby|my|kid|<family>) (just|
        accidentally)? (broke|cracked|dropped|shattered|smashed|busted|messed up|ran over|threw|washed|sat on|stepped
        on|damaged|bent|spilled) (my|the|it|on|his|her|a|water|on my)?
    (se me|se le|se|me) (rompio|quebro|cayo|dano|estrello|descompuso|mojo|rajo|apago|murio|trabo|congelo|cayeron|
        rompieron)
    (mi|el|la) (cel|celular|telefono|pantalla|tablet|<device>|<thing>|<repair>) (no|se|esta|ya no|dejo de|tiene|ya)
    <trouble>
"""

# Parts of a text that are not what they look like: an entity in one is mentioned, not wanted.
TOLD = """
fine:
    (will|would|does|do) (my|the|his|her)? (<trouble>|<repair>) (still|also|even)? (work|works|function|be ok|be fine|be
        affected|stop working) (after|afterwards|with|once|if|when|again)
    (va a|seguira|sigue|sigue a) (funcionar|funcionando|servir|sirviendo)? (el|la|mi)? <trouble> (despues|con|cuando)
    <trouble> (seguira|sigue|va a) (funcionando|funcionar|sirviendo|servir) (despues|con|cuando|si)
    (the|my|la|el|mi) <trouble> (is|are|esta|works|work|funciona|still)? (fine|good|ok|okay|great|perfect|bien|perfecto|
        perfecta)
    <repair> (<be>|looks|look|works|work|still)? (and|its|it|still)? (<be>|works)? <very>? (<good>|works|undamaged|not
        broken|isnt broken|not cracked|isnt cracked|not the problem|not the issue|isnt the problem|isnt the issue|okay)
    (not|no|isnt|instead of|rather than|other than|never|besides) (a|the|my|just|only|about)? <repair>
    (unless|only|except|if|until|but|hear) .. (on|using|through|in) (the|my)? <trouble>
    (si|solo|nomas|solamente) .. (en|con) (el|la)? <trouble>
    (dont|do not|doesnt|didnt|never) (need|want) (a|the|my|another|any)? (new)? <repair>
    (its|it|it is|this|that|esto|es)? (not|no|no es|no era|no fue|wasnt|was not) (a|the|my|la|el|una|un|lo de la|lo
        del)? <repair>
    (no es|no era|no fue|its not|it isnt|isnt|wasnt|not) (la|el|the|lo de la|lo del) <trouble>
    (la|el)? <repair> (esta|funciona|sirve|se ve|quedo) (bien|perfecta|perfecto|buena|bueno|como nueva)
    (la|el)? <repair> (no es|no tiene) (el problema|problema|nada|la)
    no (la|el|es la|es el|necesito|quiero) (la|el|un|una)? <repair>
    no (to|on|for|thanks to|al|a la) (the|a|that)? <repair>
    no (screen|glass)? protector
    (im|i am)? (good|fine|ok|set) (on|without) (the|a|that)? <repair>
    sin (la|el|una|un)? <repair>
    without (the|a|my)? <repair>
    (theres|there is|there are|has|have|with) no <repair>
    (menos|olvida|quita|quite|quitele|deja|sin) (la|el|lo de la|lo del)? <repair>
    (leave|skip|minus|forget|nevermind|nvm|never mind) (about)? (the|a|my)? <repair> (off|out)?
    (remove|scratch|ditch|drop) (the|that|my) <repair>
    take (off|out|away) (the|that|my) <repair>
    take (the|that|my) <repair> (off|out|away|back)
    leave (off|out) (the|that|my) <repair>
    (changed my mind|change of heart|second thoughts) (about|on) (the|that|a|my)? <repair>
    (quita*|saca*|elimina*|borra*|olvida*) (de)? (la|el|lo de la|lo del|del|lo de) <repair>
    no (me|le|lo|la)? (pongas|ponga|pongan|agregues|agregue|incluyas|incluya) (la|el|una|un)? <repair>
    <repair> no
    no <repair> (needed|necessary|issue|issues|problem|problems|damage)
    <repair> (dejela|dejelo|dejala|dejalo|dejenla) (nomas|asi|por ahora)?
bad:
    <repair> (ya)? no (me|le|se|les|lo)? (sirve|funciona|jala|carga|prende|enciende|agarra|quiere|da|responde|lee|
        conecta|retiene|aguanta|dura|
        entra|queda|hace|esta)
    (cuanto|en|a|como)? (me|nos) (deja|dejan|dejas|dejaria|dejarian) (la|el|una|un)? <repair>
    <repair> (<be>|anda|ta|se ve|sale|salio)? (bien|muy|super|re|bastante) (mala|malo|mal|fea|feo|rota|roto|danada|
        danado|jodida|jodido|quebrada|vieja|viejo|gastada|muerta|chafa|lenta|floja|partida|partido|rapido|rapidisimo|
        pronto|lento|poco|dificil|duro|seguido|caliente)
not:
    (not|isnt|instead of|rather than|no es|en vez de|forget|skip|drop|leave out|without|sin|menos|olvida|quita|nvm|
        never mind) (about|for)? (a|an|the|my|un|una|el|mi|lo del)? <device>
    <device> no
ours:
    (my|the|a|new|la|el|mi)? <repair> (you|he|brandon|they) (guys)? (have|had|just)? (put|installed|did|fixed|replaced|
        repaired|changed|gave|sold|used|swapped) (in|on|for)? (me|it|my <device>|my phone)?
    (la|el|mi)? <repair> que (me|le|nos)? (pusieron|puso|pusiste|cambiaron|cambio|arreglaron|arreglo|instalaron|
        repararon|vendieron|hicieron)
    (my|the|a)? (new)? <repair> (from|by) you (guys)?
    (had|got|have|was|were)? (my|a|the|our)? <repair> (was|got|were)? (just|already)? (fixed|replaced|repaired|done|
        changed|put in|installed)? (by you|here|with you|at your (shop|place|store)) (guys)?
    <you> (guys)? (just)? (fixed|replaced|repaired|did|changed|installed|put|swapped) .. (<repair>|<device>)
    (me|le|nos)? (arreglaron|cambiaron|repararon|pusieron|puso|instalaron|hicieron) .. <repair>
    (me|le|nos) (arreglo|cambio|reparo) .. <repair>
past:
    (had|got|have|ya|already) .. <repair> (fixed|replaced|repaired|done|changed|put|installed) (by|at|last|here|before|
        already|there|ago|by you|somewhere|elsewhere)
    (had|got) (my|a|the) <repair> (fixed|replaced|done|changed)
    <repair> (was|got|were) (just|already)? (fixed|replaced|repaired|done|changed) (by|at|last|here|in|<time>|before|
        somewhere)?
"""

# Words that put a job on top of others.
ADDITIONS = frozenset(
    "add adding agrega agregar agregale also too plus both another well other tambien ambos ambas otro otra "
    "ademas".split()
)
# What is not a name after "I'm" or "soy": trades, kinds of people, places, and filler words.
NO_NAMES = frozenset(
    (
        "student teacher nurse driver veteran vet cop officer mechanic plumber cook chef waiter waitress dealer lawyer "
        "doctor contractor painter roofer realtor barber stylist manager cashier military retired unemployed single "
        "customer client person man woman guy girl dude lady mom dad mother father parent grandma grandpa old new "
        "local spelled important secret private none anonymous confidential nobody nothing something "
        "estudiante maestra maestro cliente mecanico mecanica medico medica veterano veterana mama papa abuela abuelo "
        "madre padre soltera soltero nuevo nueva extranjero latino latina mexicano mexicana cubano cubana "
        "venezolano venezolana colombiano colombiana hondureno puertorriqueno dominicano dominicana boricua americano "
        "cuban mexican american colombian venezuelan spanish english latin black white "
        "jacksonville jax duval florida orlando miami georgia riverside mandarin arlington springfield northside "
        "southside westside beach beaches downtown mayo texas puerto mexico cuba venezuela colombia "
        "bro bruh fam homie boss chief king queen babe baby mija mijo wey guey compa primo parce pana amigo amiga "
        "urgent urgente emergency emergencia "
        "lol lmao haha jaja jajaja omg smh tbh ngl idk wtf android apple stuck lost tired "
        "hungry ready dead mad sick drunk bored stranded desperate screwed worried confused"
    ).split()
)

# Words for what is wrong with a repair that was done here.
WRONG = frozenset(
    (
        "less menos lifting lifted peeling popping loose faster worse already again dead dying broke broken cracked "
        "not wont doesnt isnt dont cant didnt never stopped quit keeps off lines line spots flickers flickering "
        "weird glitching no ya sigue fallando falla peor otra rapido levanta levantando despega despegando has "
        "tiene raya rayas linea lineas mancha manchas cae cayo suelta suelto floja flojo parpadea fallo green black "
        "bad sucks slow unresponsive fell"
    ).split()
)

# Words that leave out one of several jobs.
LEAVES_OUT = frozenset(
    "not isnt no instead than leave out forget skip drop without sin menos olvida quita nvm vez".split()
)

# Words that leave only one of several jobs, words that may come between, and words that correct what was said.
ONLY_ES = frozenset("solo solamente nomas unicamente".split())
ONLY = ONLY_ES | frozenset("just only".split())
BESIDE_ONLY = frozenset(
    (
        "asking about looking interested do fix book want need get make it for el la los the my mi a un una por para "
        "with con"
    ).split()
)
CORRECTIONS = frozenset(
    "meant mean actually sorry instead rather wait oops correction wrong mejor quise digo perdon equivoque".split()
)

# How a language is recognized: words that only one of the two has.
SPANISH = frozenset(
    (
        "cancela cancelar cancele cancelo citas ambas ambos todas todos dos borra borrala muevela cambiala mueve mover "
        "llamenme llamame llameme llamarme marqueme marcame hablame hableme "
        "hola buenas buenos buen dias tardes noches que el los las una unos para por con mi mis su sus esta estan es "
        "son soy estoy tengo tiene tienen quiero quisiera necesito puedo puede pueden cuanto cuesta cuando donde como "
        "cual gracias favor porfavor porfa si pero muy mas manana hoy cita hora telefono celular pantalla bateria pila "
        "arreglar arreglan cambiar roto rota cayo quebro lunes martes miercoles jueves viernes sabado domingo "
        "tambien ya se me lo le del al ahi aqui cambio precio cobran cobra ustedes usted ocupo mejor vale claro dale "
        "bueno bien entonces ningun nada algo otro otra tarde temprano semana direccion abren abierto cierran "
        "esposa esposo hijo hija llamo nombre agua carga prende sirve funciona y o en de la un porque tal vez "
        "puerto vidrio cristal tapa camara bocina boton botones microfono mojo mojado quebrada quebrado estrellada "
        "negra funda reparacion arreglo reemplazo trasera trasero atras altavoz cargador ruido "
        "desbloquean liberan venden compran reparan cambian atienden trabajan taller listo lista deje dejo llego llega "
        "cerca lejos ubicados recoger bendiciones saludos quedo excelente muchas mucha espanol tardan demora cobraria "
        "quien eres habla hacen servicio domicilio casa venir modelo telefonos cuantos cuales tarjeta efectivo "
        "aceptan numero equivocado equivoco auxilio ayuda ambulancia ambulancias bomberos paramedicos policia incendio "
        "fuego humo emergencias respira sangrando llamen manden marque marquen"
    ).split()
)
ENGLISH = frozenset(
    (
        "see sweet later "
        "the is are my your i im you it its for to of and on at in can could would will do does did have has how much "
        "what when where which who why this that fix screen phone broken cracked need want please thanks hi hello hey "
        "yes yeah tomorrow today morning afternoon monday tuesday wednesday thursday friday saturday sunday with not "
        "dont but or if be get got just price cost appointment book cancel move time open close same one after "
        "before any anything works we they he she me him was were there here come bring back about from battery"
    ).split()
)

# First names that may be a whole text.
FIRST_NAMES = frozenset(
    (
        "james john robert michael mike david william richard joseph joe thomas tom charles chris christopher daniel "
        "dan matthew matt anthony tony mark donald steven steve paul andrew andy joshua josh kenneth ken kevin brian "
        "george edward ed ronald ron timothy tim jason jeffrey jeff ryan jacob jake gary nicholas nick eric jonathan "
        "stephen larry justin scott brandon benjamin ben samuel sam gregory greg frank alexander alex raymond patrick "
        "jack dennis jerry tyler aaron jose adam nathan henry zach kyle marcus derek derrick darius jamal tyrone "
        "andre terrence malik devin trevor cody dustin travis luke logan ethan noah liam mason lucas mary patricia "
        "jennifer jenny linda elizabeth liz barbara susan sue jessica jess sarah karen nancy lisa betty sandra ashley "
        "kim kimberly emily donna michelle carol amanda melissa deborah debbie stephanie rebecca becky laura sharon "
        "cynthia kathleen kathy amy angela anna ann ruth brenda pamela nicole katherine kate samantha christine emma "
        "catherine virginia rachel janet maria heather diane julie joyce victoria vicky kelly christina lauren joan "
        "evelyn olivia judith megan cheryl andrea hannah jacqueline martha gloria teresa tiffany tasha keisha latoya "
        "jasmine brianna alexis kayla destiny monique tanya tamara sophia isabella mia ava luis carlos juan jorge "
        "pedro miguel angel manuel francisco alejandro diego fernando ricardo roberto eduardo javier rafael hector "
        "raul sergio oscar ivan pablo andres marcos mario cesar victor hugo julio enrique gabriel ernesto rosa ana "
        "carmen lucia elena sofia valentina camila daniela gabriela marisol mariana alejandra adriana veronica paola "
        "yolanda guadalupe lupe esperanza luz dolores pilar ines rocio beatriz claudia silvia xiomara yesenia deshawn "
        "terrell tyrell darnell lamar latrell tyrese dante deandre jermaine reggie cedric dwayne wayne curtis calvin "
        "leon leroy clarence vernon otis willie earl glenn roy ray ralph randy ricky bobby billy johnny jimmy tommy "
        "danny kenny ronnie jerome antonio carl craig alan allen keith phil philip peter sean shawn shane brett brad "
        "chad cole carter wyatt owen elijah isaiah jayden jaden jordan cameron xavier malcolm quincy omar ahmed "
        "mohammed ali hassan ibrahim raj priya anil wei jin minh linh nguyen amir fatima aisha jada kiara kierra "
        "shanice shaniqua ebony imani aaliyah nia zoe chloe lily ella abby abigail madison haley hailey savannah "
        "kris pete brooke paige morgan taylor courtney heidi holly wendy tina gina dana robin tracy stacy amber misty "
        "brandy "
        "kathryn carolyn marie anne jean peggy bonnie connie cindy sandy candice candace latasha yolonda tamika jay "
        "tj aj dj cj jj ernest alvaro rodrigo guillermo ignacio joaquin mateo santiago emilio felipe alfredo armando "
        "arturo ramon ruben salvador gerardo rodolfo adrian alonso maribel leticia norma graciela irma lorena miriam "
        "noemi raquel susana vanessa vero karla karina fernanda ximena rob bob bill jim ted todd wade blake "
        "hunter trey dre beto chuy pepe paco nacho lalo quique rosario vicente lourdes consuelo amparo "
        "adela agustin albert alfred alicia alma anabel anibal annette antoinette araceli aracely arlene arnulfo "
        "arthur belen benito bernadette bernard bernardo bernice beverly bianca blanca britney brittany bruce camilo "
        "carolina cecilia celia charlene chelsea chelsey clifford clyde cristina cristobal damian danilo dario "
        "darlene dayana demetrius denise deonte desmond devonte dominique donnell dontae donte doris dorothy douglas "
        "ebonie edith edna efrain eladio eliseo elsa emilia emiliano enrico erica erika esmeralda esteban estela "
        "esther ethel eugene eva fabian federico felicia fidel florence floyd francisca gabrielle gail gerald gilbert "
        "gisela gladys gonzalo gordon gustavo harold harvey hazel helen herbert heriberto herman hernan hilda homero "
        "horacio howard hubert humberto irene iris irving isabel isidro jacinta jacinto jairo jalen jamarcus janelle "
        "janiya javon jayla jaylen jazmin jesus jillian joann joanna joanne jody johanna josefina josephine josue "
        "juana juanita judy kareem keila kendra kendrick keyshawn khalil kobe krystal lacey lakeisha laquita lashonda "
        "latisha latrice lavar leandro leonard leonardo leonor lester lewis lidia ligia liliana lillian lindsay "
        "lindsey lionel lissette lloyd lois lorenzo lou louis louise luciano lucille lucy lydia lyle mabel magali "
        "magaly magdalena makayla mallory manny marc marcela marcelo marian marion maritza marjorie marlene marlon "
        "marquis marquise martin marvin maurice mauricio maximo maxine mayra melanie melvin meredith mildred miranda "
        "mireya mitch mitchell moises montrell morris muriel myrtle nadia nakia naomi natalie natasha nathaniel neil "
        "nellie nelson nestor nicolas nolan norman norris octavio osvaldo oswaldo pascual pauline pearl percy perry "
        "phyllis preston priscilla quentin quinn quinton ramiro rashad rasheed regina reinaldo rene reynaldo rhonda "
        "rigoberto rita rodney rodrick rogelio roger roland rolando roman ronda roosevelt rosemary roxanne rudy rufus "
        "russell sabrina sally salvatore saul selena shanika shannon shaquille shelby sheldon sherry sheryl shirley "
        "sidney sierra simone solomon sonya spencer stanley stella stuart sylvester sylvia tabitha tanisha tavon teri "
        "terri thelma theo theodore theresa toby tomas toni travon treyvon tricia trisha tyquan ulises valerie vera "
        "vince vincent viola virgil vivian walter wanda warren wendell wesley whitney wilbur wilfredo willard wilma "
        "wilson winifred winston yadira yamil yamilet yaritza yesica yvette yvonne zachariah zachary zack "
        "zoila zulema"
    ).split()
)
