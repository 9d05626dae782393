"""Emergencies: somebody is hurt, ill or threatened, a building burns, or 911, an ambulance or the police is asked for.

They are read by phrases of their own, so that nothing else that a text says can hide one.
"""

import re
from collections.abc import Sequence
from functools import cache

from linda.rules.acts import Emergency
from linda.rules.reading import lexicon
from linda.rules.reading.phrases import Match, Phrases, Token

_PEOPLE = (
    "someone somebody person man guy lady woman kid kids child children baby toddler infant boy girl son daughter wife "
    "husband mom mother dad father brother sister grandma grandpa grandmother grandfather granny nana cousin uncle "
    "aunt nephew niece grandson granddaughter friend boyfriend girlfriend fiance fiancee partner roommate neighbor "
    "coworker employee worker customer brandon people everybody everyone he she they who"
)
_CONTRACTED = "hes shes theyre someones somebodys moms dads babys wifes husbands sons brothers sisters theyve"
_BODY = (
    "hand hands arm arms leg legs foot feet face eye eyes skin body chest stomach head neck finger fingers thumb lap "
    "wrist throat mouth nose"
)
_PLACE = (
    "house home shop store building apartment kitchen room bedroom garage office trailer warehouse roof attic basement "
    "couch bed mattress curtain curtains car truck van stove oven outlet wall porch shed school restaurant bathroom "
    "closet carpet rug place workshop condo counter table desk dumpster trash hallway"
)
_GENTE = (
    "esposo esposa marido mujer mama papa madre padre hijo hija hermano hermana abuelo abuela abuelita abuelito nino "
    "nina ninos bebe bebito amigo amiga senor senora alguien persona personas gente muchacho muchacha chico chica "
    "companero companera suegro suegra tio tia primo prima vecino vecina novio novia hombre joven cliente sobrino "
    "sobrina nieto nieta cunado cunada ella ellos jefe empleado trabajador"
)
_LUGAR = (
    "casa tienda local edificio cocina cuarto departamento apartamento oficina taller garaje bodega carro coche "
    "camioneta cama sofa sillon techo recamara habitacion sala negocio escuela estufa cortina cortinas pared "
    "restaurante bano basura mueble mesa"
)
_CLASSES = {
    "other": f"{_PEOPLE} {_CONTRACTED}",
    "person": f"{_PEOPLE} i we",
    "is": f"{_CONTRACTED} im",
    "body": _BODY,
    "place": _PLACE,
    "thing": "phone battery charger cable cord it its that iphone ipad tablet laptop cell device samsung galaxy port "
    "plug scooter bike powerbank bank airpods watch thing",
    "gente": _GENTE,
    "lugar": _LUGAR,
    "cosa": "telefono celular cel bateria pila cargador cable tableta movil iphone aparato",
    "cuerpo": "mano manos brazo brazos pierna piernas cara ojo ojos piel cuerpo pecho cabeza dedo dedos boca",
}

# Labels are kinds. After one, "past" is for what may have happened long ago, "last" for what counts only if nothing
# follows it, and "alone" for what has to be the whole text. "after" is a fire only of what was told to be dangerous;
# "still", "called" and "over" are said of an emergency told before.
_PHRASES = """
help:
    (call|dial|phone|ring|get|need|needs|want|contact|reach|send|calling|dialing) (me|us|for|somebody|someone|the|
        you|please)? (to)? (call|dial|reach|get|send)? (me|us|for)? 911
    911 (right)? (now|please|emergency|help|quick|hurry|asap)
    (is this|are you|have i reached|did i reach|this is|hello|es|es el) (the)? 911
    (connect|put|transfer|patch) (me|us) (through)? (to|with) 911
    (call|dial|phone|ring|get|need|needs|want|request|send|calling|order|bring|require|requires) (me|us|him|her|them|
        somebody|someone|you|please)? (to)? (call|get|send)? (me|us|him|her|them|for)? (an|the|a|some|for an)?
        (ambulance|ambulances|paramedic|paramedics|emt|emts|ems|medic|medics|rescue squad|fire rescue)
    (an|the) ambulance (here|over here|right now|now|please|to|for|quick|fast|asap)
    (call|dial|phone|ring|get|need|needs|want|send) (me|us|somebody|someone|you|please)? (to)? (call|get|send)? (me|
        us|for)? (the|a|an|some)? (police|cops|sheriff|fire department|fire dept|fire brigade|fire truck|fire trucks|
        firetruck|firetrucks|fire fighters|firefighters|firemen|fireman)
    (need|needs|get|want) (some)? medical (help|attention|assistance|care)
    medical emergency
    (need|needs|get) (me|us|him|her)? (a|to a) doctor (here|now|right now|quick|quickly|fast|please|asap|immediately)
    (take|rush|get|drive|taking) (me|us|him|her|them) to (the|a)? (hospital|emergency room|er)
    (not|isnt|stopped|barely|hardly|cant|cannot|couldnt|trouble|difficulty|struggling to|hard to|unable to|wont|aint|
        hard time|without) (even|really|properly)? (breathe|breathing|breath)
    cant (catch|get) (my|his|her) breath
    (<is>|<person> (is|are|am|looks|seems|might be|may be|could be)) (just|really|very|so|badly|pretty|seriously|
        severely|still|all|now)? (bad)? (hurt|injured|wounded|unconscious|unresponsive|choking|drowning|suffocating|
        bleeding|electrocuted|poisoned|overdosing|convulsing|seizing|trapped|stabbed|passed out|blacked out|knocked
        out|turning blue|in cardiac arrest|gasping|shot|being electrocuted|going into shock)
    (were|are|we) trapped
    <other> (wont|isnt|is not|not|doesnt|cant|cannot) (wake up|waking up|respond|responding|breathe|breathing)
    (<other>|and) (isnt|is not|not) moving
    (having|suffering|experiencing) (like|maybe|probably|possibly)? (a|an|another|some kind of|some)? (bad|severe|
        massive|serious|mild)? (heart attack|stroke|seizure|seizures|convulsion|convulsions|asthma attack|allergic
        reaction|overdose|miscarriage|chest pain|chest pains)
    (just|has just) had (a|an|another) (bad|severe|massive|serious|mild)? (heart attack|stroke|seizure)
    (bad|severe|sharp|terrible|got|have|has|having|feel|feeling) (bad|severe|sharp|terrible|a|some|these)? chest
        (pain|pains)
    (my|his|her) chest (really)? (hurts|is hurting|is tight|feels tight|pain|pains)
    (pain|pains|pressure) in (my|his|her|the) chest
    bleeding (a lot|badly|really bad|bad|heavily|everywhere|to death|out|profusely|all over|so much|so bad)
    (wont|cant|doesnt|not) (stop|stop the|stopping) bleeding
    blood (is)? (everywhere|all over)
    (lot|lots|so much|losing|lost|losing a lot) (of)? blood
    (my|his|her|their) <body> (is|are|wont stop) (badly)? (bleeding|crushed|severed)
    (cut|chopped|sliced) off (my|his|her) <body>
    (about|going|gonna) to (pass out|faint|collapse)
    <other> (is)? (might|is|could be|may be)? (going to die|dying) (help|please|hurry|right now|here|over here|in
        front)?
    (pinned|trapped|crushed) under
    (trapped|stuck) (in|inside) (the|a|an|my|our) (elevator|burning|fire|wreck)
    trapped (in|inside) (the|a|an|my|our) <place>
    (with|<other> (has|have|had|pulled|pulled out|is holding|got)) (a|his) (gun|knife) (to|on|at|and|out|in|pointed|
        please|help)?
    (being|getting|is) (robbed|attacked|mugged|kidnapped|assaulted|raped|stabbed|held hostage|beaten up|shot at)
    (robbing|attacking|stabbing|strangling|shooting at|beating up) (me|us|him|her|the store|the shop|my <other>|
        somebody|someone|people)
    (breaking|broke|trying to break|trying to get) (in|into) (my|our|the) (house|home|apartment|room)
    (active shooter|shots fired)
    (trying|going|gonna|threatening) to (kill|shoot|stab) (me|us|him|her|somebody|someone)
    (theres|there has|theres just) been (a|an)? (bad|terrible|horrible|serious|car|bus)? (accident|crash|wreck|
        explosion|shooting|stabbing)
    (theres|there is|there was) (a|an) (active)? (shooting|explosion|stabbing|shooter)
    (llam*|marca*|marqu*|hable|hablen|hablale|hablenle|comuni*|necesito|necesitamos|necesita|ocupo|ocupamos|quiero|
        urge) (por|me|nos|le|con|a|alguien|que)? (favor|llamar|llamen|marcar|hablar|a)? (al|a|el|con el|del|por)? 911
    911 (por|ayuda|emergencia|rapido|ya|urgente|porfavor)
    (hablo|comunico|comunicame|comuniqueme|comuniquenme) (al|con el) 911
    (llam*|necesit*|mand*|envi*|pid*|pedir|traig*|traer|ocup*|quiero|urge|consig*|busqu*) (por|me|nos|le|a|que|
        alguien|para)? (favor|llamen|manden|venga|pidan|traigan|llamar|pedir)? (a|por|que venga|que manden)? (una|la|
        unos|los)? (ambulancia|ambulancias|paramedico|paramedicos|bomberos)
    una ambulancia (por|ya|rapido|urgente|para|aqui|porfavor|porfa|ahora)
    (llamen|llame|llama|llamenle|llamale|manden|mande|necesito|necesitamos|ocupo|ocupamos|que venga|traigan) (por|a|
        que)? (favor|venga)? (a)? (la|una)? (policia|patrulla)
    (ayuda|atencion|emergencia) medica
    (necesito|necesitamos|necesita|ocupo|ocupamos|un) (un|a un)? (medico|doctor) (urgente|ya|rapido|ahora|aqui|por
        favor|porfavor|urgentemente)
    (llev*|lleven*) al hospital (ya|rapido|por favor|urgente)?
    (hay|tengo|tenemos) (un|una|unos|varios|varias|mucha|muchos|2|3|4|5)? (<gente>)? (muy|bien)? (herid*|lastimad*|
        lesionad*|inconsciente*|atrapad*|quemad*|desmayad*)
    (estoy|esta|estan|estamos|quedo|salio|resulto) (muy|bien|todo|toda|mal|gravemente)? (herid*|lesionad*|
        inconsciente*|desmayad*|sangrando|desangrando*|convulsionando|intoxicad*|envenenad*|electrocutad*|apunalad*|
        balead*|atragantad*)
    (estoy|<gente> (esta|quedo|salio)) (muy|bien|mal)? (lastimad*|golpead*)
    se (me|nos|le)? (esta|estan|anda|estaba) (ahogando|asfixiando|desangrando|desmayando|atragantando|intoxicando)
    (estoy|estamos|me estoy|nos estamos) (ahogando|asfixiando|desangrando|desmayando)
    se (nos|me|le)? (desmayo|desvanecio|atraganto|desplomo|electrocuto|intoxico|enveneno|asfixio|convulsiono)
    no (puedo|puede|podemos|pueden|logra|esta|estoy|alcanza a) (bien)? (respirar|respirando)
    (no|casi no|ya no|apenas) (respira|respiro|respiran)
    (dejo de|le cuesta|me cuesta|dificultad para|problemas para|trabajo para|no deja de) (mucho)? (respirar|
        convulsionar|sangrar)
    <gente> (ya)? no (se)? (despierta|reacciona|responde|mueve|puede mover|puede parar|puede levantar)
    no (se)? (despierta|reacciona|responde|mueve) (mi|el|la|un|una) <gente>
    (perdio|perdi|perdiendo) el (conocimiento|sentido)
    (me|le|les) (esta|estan|acaba de|estaba) (dando|dar) (un|una)? (infarto|ataque|derrame|paro|embolia|convulsion*|
        ataques)
    (tiene|tengo|siento|sufre|sufriendo|teniendo) (un|una|mucho|fuerte|como un)? (infarto|paro cardiaco|derrame|
        embolia|convulsion*|hemorragia|dolor de pecho|dolor en el pecho|ataque de asma|ataque al corazon|ataque
        cardiaco)
    (me|le) (duele|esta doliendo) (mucho|muchisimo|muy fuerte|bastante)? el (pecho|corazon)
    (sangr* mucho|mucha sangre|no para de sangrar|no deja de sangrar|no le para la sangre|llen* de sangre)
    sobredosis
    (me|nos|lo|la|los) (estan|esta) (asaltando|atacando|siguiendo|golpeando|secuestrando|persiguiendo|apuntando)
    (tiene|trae|saco|hay alguien con|hombre con) (un|una) (pistola|arma|cuchillo|navaja)
    (me|nos|lo|la) (quiere|quieren|va a|van a) (matar|disparar)
    (se estan|esta|estan|alguien) (metiendo|queriendo entrar|entrando|tratando de entrar) (a|en) (mi|la) casa
    (hay|hubo) (un|una) (tiroteo|balacera|explosion)
    (estoy|estamos|quede|quedamos|<gente> (esta|quedo)) atrapad*
    <gente> se (me|nos)? (esta muriendo|muere)
    se (me|nos)? esta muriendo (mi|un|una|el|la) <gente>
    (tuvimos|tuve|hubo|hay) un (accidente|choque) (grave|feo|con heridos|y hay|terrible)
    (<is>|ive|theyve|<person> (has|have)) been (shot|stabbed|hurt|injured|electrocuted|poisoned|attacked|assaulted|
        raped|kidnapped)
    (get|call|find|send) (me|us|him|her|for)? a doctor
    (call|get|need|send|contact) (the|some)? emergency (services|service|responders|help)
    call for help
    being (followed|stalked|chased)
    <other> (is|keeps|just|was)? (hitting|beating|hurting|choking|strangling|attacking|threatening) (me|us|him|her|
        my <other>)
    (trying|tried) to break in
    fell and (i|he|she|they)? (cant|cannot) (get up|move|walk|stand)
    (llamen|llame|llama|llamar|llamo|marque|marca|llamenle) (a)? emergencias
    (quieren|quiere|intentan|intenta|tratan de) (entrar|meterse) (a|en) (mi|la) casa
    (le|me) esta pegando (a)? (mi|mucho|la|el)?
    (floor|ground) (and|hes|shes|is|he is|she is)? (hes|shes|is)? (not|isnt|wont) (moving|breathing|responding|
        waking up|wake up|move)
    (hear|heard|hearing) (gunshots|gun shots|shots|shooting)
    (<other> is|<is>) shooting (at|people|out|in|everyone)?
    cant feel (my|his|her) (left|right|whole) (side|arm|leg|body)
    (my|his|her) face is (drooping|numb)
    hay (disparos|balazos|tiros|balacera)
    (ayuda|auxilio) (nos|me) estan robando
    se metieron a robar
help past:
    (<is>|<person> (is|are|am)) (just)? (in labor|going into labor|having contractions|having a baby|having the baby|
        having her baby)
    <person> (was|were|got|has been|have been|just got|just) (just|really|very|so|badly|pretty|seriously|severely)?
        (hurt|injured|wounded|electrocuted|poisoned|stabbed|shot|badly hurt|knocked out|crushed)
    <other> (just|has|have|had|may have|might have)? (collapsed|fainted|overdosed|passed out|blacked out|lost
        consciousness|drowned)
    <other> (just|was|got|has been|been)? (got|just)? run over
    (esta|estoy|entro) (en|de) (trabajo de)? parto
    (dando|dar) a luz
    se (le|me) rompio la fuente
    (shot|stabbed|attacked) (at)? (me|him|her|us|my <other>|somebody|someone)
    (hurt|injured) (himself|herself|themselves) (badly|bad|really)?
    (took|swallowed|taken) (too many|a bunch of|all (his|her|my|the)|a bottle of|a whole bottle of) (pills|pill|
        medicine|medication)
    (le|me|nos|les) (dispararon|apunalaron|acuchillaron|balearon|dio (un)? toque electrico)
    (atropellaron|apunalaron|balearon|dispararon) a (un|una|mi|el|la|mis|dos|2|los)
    (lo|la|los|me) (atropellaron|atropello|apunalaron|balearon|acuchillaron|apunalo)
    (le|me) (dio|dieron) (un|una)? (infarto|derrame|paro|embolia|convulsion*|ataque al corazon|ataque cardiaco|
        ataque epileptico)
    se (tomo|trago) (muchas|todas|un monton de|demasiadas|un frasco de) (las)? pastillas
    (se lastimo|se golpeo|se pego|se corto) (muy|bien)? (feo|fuerte|mal|mucho|gravemente) (mi|un|una|el|la)?
        (<gente>|en la cabeza|la cabeza|el brazo)?
help last:
    <other> (just|has)? had (a|an|another) (bad|massive)? (heart attack|stroke|seizure)
    <other> (just|was|got|has been|been)? (got|been|just)? (hit|struck) by (a|the) (car|truck|bus|train|motorcycle)
    <other> (just)? (fell|slipped|tripped) (down|off|from|out of) (a|the|some)? (stairs|ladder|roof|balcony|window|
        tree)
    (<other>|and) (cant|cannot) (get up|stand up|move|walk|feel (his|her) legs)
    i cant (feel|move) my (legs|arms|body)
    (accident|crash) (with|there are) injuries
    (need|needs) (a|the) doctor
    (my|her|wifes|girlfriends) water (just)? broke
    (se cayo|se callo) (de|por) (la|las|el|un|una) (escalera|escaleras|techo|balcon|ventana)
    y no (se)? (despierta|reacciona|responde|mueve|puede mover|puede parar|puede levantar)
help alone:
    911
    (ambulance|paramedics|police|heart attack|stroke|seizure|ambulancia|paramedicos|policia|infarto|bomberos|
        emergencias|auxilio)
burn:
    (<is>|<person> (is|are|am)) (really|very|so|badly|pretty|seriously|severely|all)? (bad)? (burned|burnt|on fire)
    (my|his|her|their) <body> (is|are) (badly|severely|really|all)? (burned|burnt|on fire)
    (clothes|hair|shirt|pants|jacket|sleeve|jeans) (is|are|just)? (caught fire|on fire|caught on fire|burning)
    (bad|severe|serious|third degree|second degree|3rd degree|2nd degree|terrible) burns
    burns (on|all over) (my|his|her|me|him)
    (estoy|<gente> esta) (muy|todo|toda|bien)? quemad*
    quemaduras
    (mi|la|las|el|su) <cuerpo> (esta|estan) (muy|toda|todo)? quemad*
    (acid|chemical|chemicals|fluid|liquid) (is|got|went|splashed|squirted|leaked|sprayed)? (in|into|on|all over) (my|
        his|her) <body>
    acido en (la|las|el|los|mi|mis|su|sus) <cuerpo>
burn past:
    <other> (just)? (got|was) (burned|burnt)
    (got|was|been) (burned|burnt) (really|pretty|so|very)? (bad|badly|severely)
    me queme (la|el|las|los|toda la|todo el) <cuerpo> (muy|bien)? (feo|mal|mucho|horrible|fuerte)
    se quemo (mi|un|una|el|la) <gente>
    <person> (was|were|got|has been) (badly|severely|seriously|really badly) (burned|burnt)
    (burned|burnt) (my|his|her) (whole)? <body> (really)? (badly|bad|severely)
    (exploded|blew up|burst|blown up) (in|on|near) (my|his|her|someones|somebodys|the) (sons|daughters|kids|wifes|
        husbands|babys)? (<body>|pocket|pants)
    (exploto|revento) (el|la|un|una|mi)? <cosa>? (en|cerca de) (la|las|el|los|mi|su) <cuerpo>
    se (quemo|me quemo) (toda|todo)? (la|el|las|los) <cuerpo> (mi|el|la|un|una) <gente>
    <gente> se quemo (toda|todo|mucho|muy feo|feo|horrible|con|la|el|las|los)
fire:
    <place> (next door|across the street|upstairs|downstairs)? (is|are|its|has|just|still|now|all|caught|literally)?
        (is|just|now|completely|on)? (on fire|burning|burning down|in flames|caught fire|catching fire|blew up|
        exploded|full of smoke|filled with smoke|filling with smoke|filling up with smoke|smoking)
    (theres|there is|we have|weve got|ive got|i have|got|have|having|started|starting) (a|an)? (big|house|kitchen|
        electrical|grease|small|huge|real)? fire (in|at|here|inside|upstairs|outside|on|at the|help|please|now)?
    fire (broke out|is spreading|spreading|is growing|is getting bigger)
    fire (in|at|inside) (the|my|our|this) <place>
    smoke (is)? (everywhere|all over)
    (full of|filled with|filling with|filling up with) smoke
    (smoke|flames) (in|inside|throughout|all over) (the|my|our) (whole)? <place>
    (smoke|flames) (is|are)? coming (from|out of|under|through|out) (of)? (the|my|our|a) <place>
    (so much|too much|lots of|lot of) smoke (in|i|we)
    (fire|smoke) (alarm|alarms|detector|detectors) (is|are|keeps|just|wont stop)? (going|went) off
    (gas leak|carbon monoxide)
    (i|we|can) smell gas
    (smells|smell) (like|of) gas (in|inside) (here|the|my|our)
    (hay|tenemos|empezo|comenzo) (un|una|mucho|mucha)? (incendio|fuego|lumbre|llamas|quemazon)
    se (esta|nos esta|me esta|estan)? (quemando|incendiando|incendio|prendio|prendiendo) (fuego)? (a|toda)? (la|mi|
        el|nuestra|toda la|todo el|un|una|las|al) <lugar>
    <lugar> (se)? (esta|estan)? (toda|todo)? (quemando*|incendiando*|en llamas|en fuego|ardiendo|llena de humo|lleno
        de humo)
    humo (por|en) (todos lados|todas partes|todo|toda|donde quiera|la|el|mi) (el|la)? <lugar>?
    (lleno|llena|llenando|llenos) de humo
    humo saliendo (de|del) (la|el|mi) <lugar>
    (fuga|escape) de gas
    huele (mucho|muy fuerte|bastante)? a gas
    (alarma|alarmas) de (incendio|incendios|humo)
fire alone:
    (fire|incendio|fuego)
device:
    <thing> (is|are|now|still|literally|actually)? (still|now|literally|actually|all)? (on fire|catching fire|in
        flames|up in flames|shooting flames|shooting fire)
    (flames|fire) (is|are)? (coming|shooting) (out|from|off)
    <cosa> (se)? (me)? (esta)? (en llamas|en fuego|incendiando*|ardiendo en llamas|prendido en fuego)
    (esta|estan) (en llamas|en fuego|prendido en fuego)
    (le|me|se) (sale|salen|estan saliendo|esta saliendo) (llamas|fuego|lumbre)
    se (me)? esta incendiando (el|mi|la) <cosa>
device past:
    <thing> (just|has|literally|actually)? (caught|caught on|burst into|went up in|just caught) (fire|flames)
    se (me)? (incendio|prendio fuego|prendio en llamas) (el|mi|la) <cosa>
    <cosa> (se)? (me)? (incendio|prendio fuego|agarro fuego|prendio en llamas)
swallowed past:
    (and|<person>) (just|has|may have|might have|accidentally)? swallowed (it|one|them)
    se (la|lo|las|los) (trago|comio) (mi|el|la|un|una)? <gente>?
    <person> (just|has|have|may have|might have|could have|accidentally|probably|must have)? (swallowed|swallow|ate|
        inhaled|choked on|drank|eaten|swallowing|eating) (a|an|the|his|her|my|some|one of the|one|part of a|part of
        the|pieces of|a piece of|two|one of my)? (small|little|tiny|button|coin|watch|lithium|hearing aid|broken)?
        (battery|batteries|magnet|magnets|screw|screws|glass|acid|pill|pills|bleach|coin|coins|poison|something|
        chemicals|detergent|needle|earbud|airpod|sim|pieces)
    <gente> (ya|acaba de|se)? (se)? (trago|comio|tragar|tragarse|ingirio|bebio|tomo) (una|la|un|el|unas|los|dos|unos|
        algo)? (pila|pilas|bateria|baterias|iman|imanes|moneda|monedas|tornillo|tornillos|vidrio|boton|cloro|veneno|
        acido|quimico|algo)
    se (me|nos)? (trago|ingirio) (una|un|dos|unas|unos) (pila|pilas|bateria|baterias|iman|imanes|moneda|monedas|
        tornillo|tornillos|vidrio|pedazo)
after:
    (burning|burns|flames|flame|fire|smoke|smoking|smokes|sparks|sparking|exploded|exploding|explodes|hissing|popping)
    (se (esta|me esta)? (quemando|incendiando|prendio|quemo|incendio)|humo|fuego|llamas|chispas|exploto|revento|
        humeando|arde|ardiendo)
still:
    (send|get|bring) (me|us)? (someone|somebody|anybody|anyone|people|them|help)
    (where|who) (do|should|can) i (go|call|run)
    (manden|mande|manda|envien|envie|traigan) (a)? (alguien|ayuda)
    a (donde|quien) (voy|llamo|corro)
called:
    (ill|i will|im|i am|well|we will|gonna|going to|let me) (call|calling) (them|911|the police|the cops|an ambulance)
    (i|we|he|she|they|already|have|just|ive|weve|someone|somebody) (already|just|have)? (called|dialed|phoned)
        (already|for)? (911|an ambulance|the ambulance|them|the fire department|the paramedics|the police)
    (ambulance|paramedics|police|fire department|firefighters|help|they|theyre|they are) (is|are)? (already|now|
        finally)? (on (the|its|their) way|coming|here)
    ya (llame|llamamos|llamaron|marque|hable|hablamos|los llame|la llame|le llame) (al|a|a los|a la|por)? (911|
        bomberos|ambulancia|policia|una ambulancia)?
    (ambulancia|policia|bomberos|paramedicos) (ya)? (viene|vienen|llego|llegaron|esta aqui|estan aqui|vienen en
        camino|viene en camino)
    ya (viene|vienen|llego|llegaron|esta aqui|estan aqui) (la|los)? (ambulancia|policia|bomberos|paramedicos)
over:
    (false alarm|falsa alarma)
    (fire|smoke|it|its|flames) (is|has|just|all|are)? (out|stopped|went out|gone|over|died down|stopped burning|
        stopped smoking|put out) (now)?
    (i|we) put (it|the fire) out
    (isnt|not|no longer|aint|stopped) (smoking|burning|on fire|hissing) (anymore|any more|now)?
    (ya)? no (hay|sale|esta|echa) (mas)? (humo|fuego|quemandose|quemando)
    (never mind|nvm|forget it|olvidalo|olvidelo)
    (were|im|i am|we are|hes|shes|he is|she is|everyone is|everybody is|everyones|everybodys|theyre) (all)? (ok|okay|
        fine|safe|good|alright|breathing) (now|again)?
    ya (se)? (apago|apagamos|paso|termino|lo apague|lo apagamos|esta apagado|no hay fuego|no hay humo)
    (ya)? (estoy|estamos|esta|estan) (todos|todo)? (bien|a salvo|fuera de peligro)
"""
# What only looks like one of these. It takes back whatever it overlaps.
_HARMLESS = """
none:
    911 (porsche|carrera|turbo|gt3|targa|model|dollars|bucks|street|st|ave|avenue|road|rd|drive|lane|blvd|call|calls|
        caller|dispatcher|operator)
    porsche 911
    (accidentally|accidental|accident|randomly|itself|automatically) (keeps|keep)? (call*|dial*) 911
    (phone|it|its|watch|iphone|cell|siri|device|button) (keeps|keep|kept|is|was|just|almost|tried to|wants to|
        automatically|randomly|accidentally|will|wont|cant|doesnt|didnt|wouldnt|can|to)? (trying to|on)? (call*|
        dial*) 911
    (does|will|can|would|could|did|if|how|why) (do|does|i|it|my|the|this|that)? (phone|it|still|watch)? (still)?
        (call*|dial*) 911 (with|without|after|on|from|if|when|work*|by|while)
    (call|dial) 911 (if|by itself|by accident|with|without|on my phone|from my phone|after)
    (ill|will|would|id|have to|had to|might|may|can|im|am|about to|gonna|going to|going|ima|imma|should i|should we|
        do i need to|do i have to|dont|wont|didnt|want to|wanted to|or i|will have to|were) (just)? (be)? (call|
        calling|get|getting|send|sending|phone) (the|a)? (police|cops|sheriff)
    (call|get|send|calling) (the)? (police|cops|sheriff) (on|about|over|if)
    (need|get|got|want|send|call|have|file|filed)? (you|me|us)? (a|the|my|an)? police (report|station|scanner|
        discount|case|siren|department|officer|track*|find|number|clearance)
    ambulance (company|driver|service|services|ride|job|work|sound|sounds|ringtone|bill|crew|chaser)
    medical emergency (id|contact|contacts|info|card|app|alert|bracelet|information)
    (almost|nearly|practically|basically|about to|gave|gives|give|giving|going to|gonna|sonar) (me|us|you|him|her)?
        (had|have|having|give|gave)? (me|him|her)? (a|an)? (heart attack|stroke|seizure)
    (heart attack|stroke|seizure) (looking|over|when|because|seeing|at|trying|reading|lol|haha|lmao|about|from|
        laughing|if|just|monitor|detection|alert|app|victim|survivor)
    (screen|lcd|display|oled|pixel|pixels|color|colors|ink|light|backlight|black|green|panel|image|glass|phone|
        iphone|spot|line|pantalla|tinta|luz|mancha) (is|are|esta|keeps|started|just|has|and|started to)? (still|
        all)? (bleeding|sangrando)
    (burned|burnt|burn) (out|from work|by you|by your|by another|by other|by the other|by the last|by apple|by
        verizon)
    trapped in (a|this|my|the) (contract|plan|loop|meeting)
    (passed|pass|knocked) out (in|after|at|on|from) (bed|work|home|the couch|laughing|the floor|watching|drunk)
    (fire) (sale|stick|tablet|pit|place|department discount|drill|hd|phone|emoji|wall|fox|station|extinguisher|tv|
        deal|price|prices|me|up|red|work|works|ant|ants)
    (amazon|kindle|your|these|those|straight|camp|hot|forest|pit) fire
    (no|not|without|zero|any|isnt|stopped|stop|quit|isnt any|never|arent|wasnt|hasnt|will|could|can|might|may|would|
        does|do|should|if|going to|gonna|before|until|afraid|risk|in case|worried) (it|its|they|there|the|that|a|any|
        more)? (is|be|be any|going to|of|to|catch|start|starts|begins|keeps|on|even|really|actually)? (it)? (burning|
        burns|flames|flame|fire|smoke|smoking|smokes|sparks|sparking|exploded|exploding|explodes|hissing|popping)
    (no|ya no|sin|dejo de|puede|podria|va a|si|nada de|hay riesgo de|miedo) (hay|echa|sale|esta|se|que|de|a|tiene)?
        (se)? (humo|fuego|llamas|chispas|humeando|quemando|exploto|ardiendo|arde|incendiando)
    (no|nobody|nobodys|noone|nadie|none|not) (one|esta|is|are|was|got|were|hay|hubo|hay nadie|ones)? (is|was|got)?
        (hurt|injured|herid*|lastimad*|burned)
    (can|did|could|might|will|would|does) (you|i|it|that|this|we) (be)? hurt
    (was|got|am|im|were|is|hes|shes) (really|so|very|a bit|a little)? (hurt|burned) (that|by (your|you|another|other|
        this price|the last|a different|apple))
    (had|have|having|got) (a|an|my) (knife|gun) (case|skin|sticker|set|emoji|app|game)
    (llamada|llamadas) (al|de|del|a|para) 911
    (telefono|celular|cel|reloj|iphone|solo) (se)? (no|ya no|me|puede|quiere)? (llama|marca|llamar|marcar|llamando|
        marcando) al 911
    (casi|va a|iba a|vayan a|vaya a|van a) (me|le)? (dar|da|dio|daba|doy)? (me|le)? (un|una)? (infarto|ataque|derrame)
    (infarto|ataque|derrame) (cuando|al ver|con|de ver|por|si|de risa|de nervios)
    (reporte|denuncia|numero|carta|estacion) (de|con|en|a) (la)? policia
    (voy|vamos|tengo|tendre|tuve|debo|deberia|quiero|si no|tendria|tuvimos) (a|que)? (llam*) (a)? la policia
    (telefono|celular|cel|app|aplicacion|juego|cajero|maquina|perro|perra|perrito|gato|gata|mascota) (se)? (lo|la|me|
        los|las)? (lo|la)? (trago|comio|come|traga)
    (dog|cat|puppy|kitten|pet) (just|and|he|she|has|may have)? (swallowed|ate)
    doctor (appointment|appointments|visit|note|office|bill)
    (se)? (desmayo|murio|ahogo) (el|mi|la) (telefono|celular|cel|bateria|pila|pantalla)
    (simulacro|alarma|seguro) (de|contra) incendios
    (was|had) (a|an)? (house|kitchen|small|big|electrical)? fire
    (gun|knife) (safe|mark|marks|cut|scratch|shop|show|range|sharpener)
    (you|yall|guys|brandon|they) (are|just)? (robbing|robbed|attacking|hurting|beating) (me|us)
    (police|cops) non emergency
    (responde|contesta) (a|al)? (mis|mi|los|las|el|telefono) (mensajes|llamadas|telefono|correos|textos)?
    (desmayo|desmaya|infarto|derrame) (mi|la|el)? <gente>? (cuando|al) (vio|ver|vi|supo)
    (herid*|lastimad*|quemad*|golpead*) (la|el|mi|de|su)? (pantalla|telefono|celular|cel|placa|bateria|datos|tarjeta|
        puerto|sol|trabajo)
    shooting (a|an|some|my|video|videos|photos|pictures|pics|film|content)
"""
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*|[.!?;\n,]")
_MARKS = ".!?;\n,"
# The number as it is written and said. As an hour, "nine eleven" is not called.
_NUMBER = re.compile(r"\b9[ -](?:1|one|uno)[ -](?:1|one|uno)\b")
_CALLED = re.compile(
    r"\b(call|dial|phone|ring|calling|dialing|llam\w+|marc\w+|marqu\w+|al|es el|need|reach|is this)(?: (?:a|por))?"
    r" 9[ :-]11\b"
)
# What happened on another day is no emergency any more.
_PAST = re.compile(
    r"\b(?:yesterday|last (?:week|month|year|night|summer|winter|spring|fall|time|\w+day)"
    r"|(?:days?|weeks?|months?|years?|a while) (?:ago|back)|the other day|when i was (?:a|little|young|\d)"
    r"|this one time|ayer|anteayer|antier|anoche|(?:semana|noche|mes|ano) pasad[ao]|el otro dia|cuando era"
    r"|hace (?:\w+ )?(?:dias?|semanas?|mes|meses|anos?|tiempo))\b"
)
# Words that may stand beside what counts only alone, or at the end.
_BESIDE = frozenset(
    (
        "help please now hurry quick quickly fast asap oh my god omg emergency hello hi hey right someone somebody the "
        "a an i we need its it is theres there yes ok okay here in at on this to you can and me us him her stat "
        "immediately ayuda por favor porfavor ya rapido auxilio dios mio urgente una un la el alguien aqui necesito "
        "socorro si con call send get come quick"
    ).split()
)
# If a text tells of several, the first of these is answered.
_BY_WEIGHT: Sequence[Emergency] = ("swallowed", "burn", "fire", "help", "device", "still", "called", "over")

_TOLD_BEFORE = frozenset(["still", "called", "over"])


@cache
def emergency_phrases() -> Phrases:
    """Return the phrases that tell of emergencies."""
    return Phrases(_PHRASES, _CLASSES, lexicon.SAME_WORD)


@cache
def _harmless_phrases() -> Phrases:
    return Phrases(_HARMLESS, _CLASSES, lexicon.SAME_WORD)


def emergency_in(said: str, asked: str = "", *, is_reason: bool = False) -> Emergency:
    """Return what emergency the text tells of, "" if none; after a danger, less has to be said of it.

    What has happened may be only the reason for something else: "my son got hurt, can we move it".
    """
    tokens = _tokens(_CALLED.sub(r"\1 911", _NUMBER.sub("911", said)))
    harmless = {n for match in _harmless_phrases().find(tokens) for n in range(match.first, match.end)}
    found = {
        match.label.split()[0]
        for match in emergency_phrases().find(tokens)
        if (match.label in _TOLD_BEFORE or harmless.isdisjoint(range(match.first, match.end)))
        and _counts(match, tokens, is_past=is_reason or bool(_PAST.search(said)))
    }
    if asked in ("danger", "emergency") and "after" in found:
        found.add("device")
    if asked != "emergency":
        found -= _TOLD_BEFORE
    return next((kind for kind in _BY_WEIGHT if kind in found), "")


def _tokens(said: str) -> list[Token]:
    tokens = []
    for match in _WORD.finditer(said):
        word = match[0].replace("'", "")
        kind = "mark" if word in _MARKS else "word"
        tokens.append(Token(lexicon.SAME_WORD.get(word, word), kind, *match.span()))
    return tokens


def _counts(match: Match, tokens: Sequence[Token], *, is_past: bool) -> bool:
    """Tell whether the phrase counts where it stands, or in a text about what is past."""
    when = match.label.partition(" ")[2]
    if when == "past":
        return not is_past
    is_last = when not in ("last", "alone") or _is_filler(tokens[match.end :])
    return is_last and (when != "alone" or _is_filler(tokens[: match.first]))


def _is_filler(tokens: Sequence[Token]) -> bool:
    return all(token.kind == "mark" or token.text in _BESIDE for token in tokens)
