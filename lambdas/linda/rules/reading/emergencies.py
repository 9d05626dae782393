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
    "coworker employee worker customer brandon people everybody everyone he she they who grandbaby grandkid grandkids "
    "grandchild grandchildren stepson stepdaughter stepmom stepdad teenager newborn passenger stranger student patient "
    "granddad grandmom nanny babysitter"
)
_CONTRACTED = "hes shes theyre someones somebodys moms dads babys wifes husbands sons brothers sisters theyve"
_BODY = (
    "hand hands arm arms leg legs foot feet face eye eyes skin body chest stomach head neck finger fingers thumb lap "
    "wrist throat mouth nose"
)
_WHOSE = (
    "my his her their our your someones somebodys moms dads babys wifes husbands sons brothers sisters daughters kids "
    "childs toddlers girls boys friends mothers fathers grandsons granddaughters nephews nieces"
)
_PLACE = (
    "house home shop store building apartment kitchen room bedroom garage office trailer warehouse roof attic basement "
    "couch bed mattress curtain curtains car truck van stove oven outlet wall porch shed school restaurant bathroom "
    "closet carpet rug place workshop condo counter table desk dumpster trash hallway apt duplex balcony yard sofa "
    "blanket pillow bedding dresser outlets hotel motel"
)
_THING = (
    "phone battery charger cable cord iphone ipad tablet laptop cell device samsung galaxy port plug scooter "
    "bike powerbank bank airpods watch thing hoverboard vape"
)
_PART = "screen display lcd glass touch touchscreen camera speaker button computer macbook android keyboard app pixel"
_GENTE = (
    "esposo esposa marido mujer mama papa madre padre hijo hija hermano hermana abuelo abuela abuelita abuelito nino "
    "nina ninos bebe bebito amigo amiga senor senora alguien persona personas gente muchacho muchacha chico chica "
    "companero companera suegro suegra tio tia primo prima vecino vecina novio novia hombre joven cliente sobrino "
    "sobrina nieto nieta cunado cunada ella ellos jefe empleado trabajador tipo nene nena chamaco hombres"
)
_LUGAR = (
    "casa tienda local edificio cocina cuarto departamento apartamento oficina taller garaje bodega carro coche "
    "camioneta cama sofa sillon techo recamara habitacion sala negocio escuela estufa cortina cortinas pared "
    "restaurante bano basura mueble mesa colchon cobija apartamentos depa patio almacen bodega"
)
_CLASSES = {
    "other": f"{_PEOPLE} {_CONTRACTED}",
    "person": f"{_PEOPLE} i we",
    "is": f"{_CONTRACTED} im",
    "body": _BODY,
    "whose": _WHOSE,
    "place": f"{_PLACE} {' '.join(f'{word}s' for word in _PLACE.split())}",  # "My apartment's on fire".
    "thing": f"{_THING} it its that",
    "gadget": f"{_THING} {_PART} {' '.join(f'{word}s' for word in f'{_THING} {_PART}'.split())}",
    "stranger": "someone somebody man guy men guys stranger strangers intruder intruders burglar burglars prowler "
    "robber robbers thief thieves someones somebodys",
    "object": "battery batteries magnet magnets screw screws glass pill pills coin coins needle earbud airpod sim "
    "pieces marble pin staple",
    "poison": "acid bleach poison chemical chemicals detergent antifreeze gasoline cleaner flux lysol windex isopropyl "
    "thinner ammonia",
    "gente": _GENTE,
    "lugar": _LUGAR,
    "cosa": "telefono celular cel bateria pila cargador cable tableta movil iphone aparato ipad laptop computadora",
    "ladron": "alguien ladron ladrones hombre tipo tipos hombres desconocido extrano rata ratero rateros",
    "traga": "pila pilas bateria baterias iman imanes moneda monedas tornillo tornillos vidrio vidrios boton cloro "
    "veneno acido quimico pastilla aguja",
    "cuerpo": "mano manos brazo brazos pierna piernas cara ojo ojos piel cuerpo pecho cabeza dedo dedos boca "
    "garganta nariz cuello espalda",
}

# Labels are kinds. After one, "past" is for what may have happened long ago, "last" for what counts only if nothing
# follows it, and "alone" for what has to be the whole text. "after" is a fire only of what was told to be dangerous;
# "still", "called" and "over" are said of an emergency told before.
_PHRASES = """
help:
    (call|dial|phone|ring|get|need|needs|want|contact|reach|send|calling|dialing) (me|us|for|somebody|someone|the|
        you|please)? (to)? (call|dial|reach|get|send)? (me|us|for)? 911
    911 (right)? (now|please|emergency|help|quick|hurry|asap)
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
    (no|have|has|find|feel|get|got|without) (a|no|any|his|her)? (pulse|heartbeat)
    (his|her|dads|moms|husbands|wifes|babys) heart (has|just)? (stopped|isnt beating|is not beating|quit)
    (his|her|my|dads|moms|sons|daughters) (throat|tongue|airway) (is|keeps|feels) (closing|swelling|swollen shut)
    (not|isnt|stopped|barely|hardly|cant|cannot|couldnt|trouble|difficulty|struggling to|hard to|unable to|wont|aint|
        hard time|without) (even|really|properly)? (breathe|breathing|breath)
    cant (catch|get) (my|his|her) breath
    (<is>|<person> (is|are|am|looks|seems|might be|may be|could be)) (just|really|very|so|badly|pretty|seriously|
        severely|still|all|now)? (bad)? (hurt|injured|wounded|unconscious|unresponsive|choking|drowning|suffocating|
        bleeding|electrocuted|poisoned|overdosing|convulsing|seizing|trapped|stabbed|passed out|blacked out|knocked
        out|turning blue|in cardiac arrest|gasping|shot|being electrocuted|going into shock)
    (were|are|we) trapped
    (<is>|<other> (is|are|just)?) (turned|turning|going) (blue|purple|grey|gray)
    <whose> <whose>? (lips|face|skin) (is|are|turned|turning|look|going) (blue|purple)
    foaming at the mouth
    (not|isnt|barely|no longer) conscious
    blood (is)? (coming|pouring|gushing|spurting|running) (out|from|down)
    broke <whose> (neck|spine|skull)
    pregnant and (im|i am|she is|shes)? (bleeding|cramping|in pain)
    (im|i am|feel like im|like i am|feel like) (fainting|passing out|blacking out)
    (my|his|her) (left|right|whole) side (is|went|feels) (numb|paralyzed|weak)
    (my|his|her) arm (is|went|feels) (numb|paralyzed)
    (hand|arm|finger|fingers|head|foot|leg|hair) (is|got)? (stuck|caught|trapped) in (the|a|an|my) (machine|door|
        elevator|escalator|grinder|blender|press|fence|railing|gate)
    (need|get|bring|have) (some|the)? narcan
    <other> (oding|oded|od)
    (pointing|pointed|points|aiming) (a|the|his|her) gun
    gun (to|at|in) (my|his|her|our) (head|face|back|chest)
    knife (to|at|in|against) (my|his|her) (throat|neck|face|back|chest)
    <other> (have|has|got) (guns|knives)
    (<stranger>|he|she|<is>|they) (is|are|keeps)? (following|chasing) (me|us|him|her)
    (kidnapped|abducted|raped) (me|my|our|her|him|a|someone|somebody)
    shots (were|being|just|are) fired
    <other> (is)? (going|trying|threatening|wants|about) to jump off
    jump off (the|a|my) (bridge|roof|building|balcony|overpass)
    (tell|have|ask) (the|an)? (police|cops|ambulance) (to)? come
    <other> (wont|isnt|is not|not|doesnt|cant|cannot) (wake up|waking up|breathe|breathing)
    <other> (isnt|is not|not) moving
    (fell|falling|down|collapsed|shocked|crashed|floor|unconscious|hurt|head) .. and (is|just)? (isnt|not|wont) (moving|
        responding|move|respond)
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
    (<is>|<other> is|i am|we are) stuck under
    (held|holding (me|us|him|her)|keeping (me|us|him|her)) (against (my|our|his|her) will|hostage|captive|at gunpoint)
    (baby|kid|kids|child|children|toddler|infant|son|daughter|newborn|grandson|granddaughter|grandbaby|old|boy|girl|
        twins|babys|dog) (is|are|got|just)? (accidentally)? (locked|trapped|stuck) (in|inside) (the|my|our|a|this)?
        (hot)? (car|truck|van|suv|trunk)
    locked (my|the|our|his|her) (baby|kid|kids|child|children|toddler|infant|son|daughter|newborn|dog) (in|inside) (the|
        my|our|a) (hot)? (car|truck|van|suv|trunk)
    (crashed|crash|wreck|wrecked|accident) .. (is|are|im|were|hes|shes) (stuck|trapped|pinned)
    (car|truck|van|boat) is sinking
    (jack|roof|ceiling|tree|shelf|tv|car|truck|wall|dresser|bookshelf|bookcase|machine|engine) (just)? (fell|collapsed|
        rolled|tipped|came down) (over)? (on|onto|on top of) (me|us|him|her|someone|somebody|my <other>|my <body>)
    (trapped|stuck) (in|inside) (the|a|an|my|our) (elevator|burning|fire|wreck)
    trapped (in|inside) (the|a|an|my|our) <place>
    (with|<other> (has|have|had|pulled|pulled out|is holding|got)) (a|his) (gun|knife) (to|on|at|and|out|in|pointed|
        please|help)?
    (being|getting|is) (robbed|attacked|mugged|kidnapped|assaulted|raped|stabbed|held hostage|beaten up|shot at)
    (robbing|attacking|stabbing|strangling|shooting at|beating up) (me|us|him|her|the store|the shop|my <other>|
        somebody|someone|people)
    (breaking|trying to break|trying to get|climbing) (in|into) (to)? (my|our|the) (house|home|apartment|room|window|
        place|garage)
    (theres|there is|theres still|i hear|i heard) (a|an|some)? <stranger> (is)? (in|inside|outside|at|downstairs|
        upstairs) (of)? (my|our|the) (house|home|apartment|room|bedroom|garage|window|attic|basement|yard|door)
    (intruder|intruders|burglar|burglars|prowler|robber|robbers) (is|are)? (in|inside|outside|at|downstairs|upstairs)
    (active shooter|shots fired)
    (trying|going|threatening|threatened|wants) (to)? (kill|shoot|stab) (me|us|him|her|somebody|someone|everybody|
        everyone|himself|herself)
    <other> (is|are|just|keeps)? (trying|going|threatening|about) to (hurt|rape|attack|strangle|choke) (me|us|him|her|
        himself|herself|my <other>)
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
    se (me|nos|le)? (ahoga|asfixia|atraganta|desangra|desmaya|muere) (mi|el|la|un|una) <gente>
    <gente> se (me|nos|le)? (ahoga|asfixia|atraganta|desangra|esta ahogando)
    se (me|le) (cierra|esta cerrando|cerro) la garganta
    <gente> (se puso|esta|se esta poniendo) (todo|toda)? (morad*|azul)
    (se puso|esta|se esta poniendo) (todo|toda)? (morad*|azul) (mi|el|la) <gente>
    espuma por la boca
    no (le|se le)? (tiene|siento|encuentro|late|siente) (el)? (pulso|corazon)
    (me|nos) estan robando (ahorita|ahora|ya|ayuda|auxilio|aqui)
    me (viene|vienen|anda|andan) (siguiendo|persiguiendo)
    (me|la|lo|le) (esta|estan) (ahorcando|estrangulando|violando)
    (secuestraron|raptaron) a
    se (robaron|llevaron|robo) (a)? (mi|nuestra|nuestro) (bebe|hijo|hija|nino|nina|hijos)
    (se oyen|se escuchan|oigo|escucho|escuche) (disparos|balazos|tiros)
    exploto (el|un) (tanque|transformador|boiler|calentador|edificio|cilindro|carro|coche)
    se (le|me) (durmio|paralizo|torcio) (media|la mitad de la|un lado de la|toda la) cara
    (<lugar> se volco|nos volcamos|volcamos)
    que (venga|vengan|manden) (la|una) (ambulancia|policia|patrulla)
    (quiero|pido|urge) una patrulla
    se (quiere|va a|trata de|intenta) (matar|suicidar|aventar)
    reaccion alergica
    no (siento|puedo mover|puede mover|siente) (el|la|las|los|mis|mi|su|sus) <cuerpo>
    (no|nada) (me|le|se)? (para|deja|paraba) (de salir|de salirme)? (la sangre|sangre|el sangrado|la hemorragia)
    la sangre no (me|le|se)? (para|deja)
    <gente> (esta|se quedo|quedo|se me quedo|quedaron|estan) encerrad* (en|adentro|dentro) (de|del)? (el|mi|la|un|una)?
        (carro|coche|auto|camioneta|troca)
    <gente> me (golpea|pega|esta golpeando|esta pegando|golpeo|quiere golpear)
    (amenaza|amenazando|amenazo|amenazan) con (un|una|matar*|cuchillo|pistola)
    hay (un|una|unos)? <ladron> (adentro|dentro|metido|metidos)? (de|del|en|a|afuera de)? (mi|la|nuestra) (casa|cuarto|
        departamento|apartamento|recamara|patio)
    hay (un|unos) (ladron|ladrones|ratero|rateros)
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
    (tiene|trae|saco|<gente> (armado)? con|hay alguien con) (un|una)? (pistola|arma|cuchillo|navaja|machete|rifle)
    hay (un|unos)? (<gente>|tipos)? armado*
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
    trying to break in
    (fell|fallen|slipped|fall) (down|over|off|out of)? (the|my|her|his)? (bed|stairs|shower|tub|chair)? (and)? (i|he|
        she|they|now)? (cant|cannot) (get up|get back up|move|walk|stand)
    cant (feel|move) (my|his|her) (left|right|whole|entire|one|other) (side|arm|leg|body|hand)
    (dizzy|lightheaded) and (i)? cant
    cant stop (the)? (bleeding|coughing|vomiting|throwing up|shaking|choking)
    poison control
    snake bite
    <body> (is|got|was|just|is half)? (cut|chopped|sliced|ripped|torn) off
    (cut|chopped|sliced|ripped|tore) <whose> <whose>? <body> off
    (blood|bleeding|cut) (is|and|it|its|just)? (wont|not|isnt|doesnt) (stop|stopping)
    (llamen|llame|llama|llamar|llamo|marque|marca|llamenle) (a)? emergencias
    (quieren|quiere|intentan|intenta|tratan de) (entrar|meterse) (a|en) (mi|la) casa
    (le|me) esta pegando (a)? (mi|mucho|la|el)?
    (floor|ground|carpet) (and|hes|shes|is|he is|she is)? (hes|shes|is)? (not|isnt|wont) (moving|breathing|responding|
        waking up|wake up|move)
    (hear|heard|hearing) (gunshots|gun shots|shots|shooting)
    (<other> is|<is>) shooting (at|people|out|in|everyone)?
    (my|his|her) face is (drooping|numb)
    hay (disparos|balazos|tiros|balacera)
    (ayuda|auxilio) (nos|me) estan robando
    se metieron a robar
help past:
    (car|truck|bus|train|motorcycle) (just)? (hit|ran over|ran into) (me|him|her|somebody|someone|my <other>|a <other>)
    (robbed|mugged|carjacked|held up) at (gunpoint|knifepoint|gun point|knife point)
    electrocuted (myself|himself|herself)
    <other> (hung|hanged|shot|killed|stabbed|cut) (himself|herself|themselves)
    (<is>|im|<other> is) giving birth
    (got|was|were|been|are) (just)? (in|into) a (really)? (bad|terrible|horrible|serious) (wreck|accident|crash)
    (me|lo|la|le) (pico|mordio) (un|una) (vibora|culebra|serpiente|alacran|arana|cascabel|escorpion)
    (me|lo|la|le) (cortaron|picaron|navajearon|hirieron) con (un|una)? (cuchillo|navaja|machete|vidrio|botella)
    (broke|broken) (in|into) (to)? (my|our) (house|home|apartment|room|place|garage)
    (<is>|<person> (is|are|am)) (just)? (in labor|going into labor|having contractions)
    having (a|her|the|my) baby (right now|now|here|in the (car|truck|house|bathroom)|help)
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
    (got|been|was|get) (shocked|zapped|electrocuted) (really|so|pretty|very)? (bad|badly|hard)
    (bit|bitten) by a (snake|rattlesnake|copperhead|cottonmouth|spider|black widow|shark|gator|alligator)
    (cut|sliced|slit) <whose> <whose>? (wrist|wrists|throat|artery|vein)
    (cut|sliced) <whose> <whose>? <body> (wide|really|pretty|so|very)? (open|bad|badly|deep|to the bone)
    (inhaled|breathed in|breathing in|inhaling) (a lot of|some|all|too much|so much)? (of)? (the|that|this|battery|
        toxic)? (battery)? (smoke|fumes|gas)
    (took|swallowed|taken) (too many|a bunch of|all (his|her|my|the)|a bottle of|a whole bottle of|the whole bottle of|
        the bottle of) (pills|pill|medicine|medication)
    (le|me|nos|les) (dispararon|apunalaron|acuchillaron|balearon|dio (un)? toque electrico)
    (llamen|llame|llama|llamenle|llamale|manden|mande|necesito|necesitamos|ocupo|ocupamos|que venga|traigan) (por|a|
        que)? (favor|venga)? (a)? (la|una)? (policia|patrulla)
    me electrocute
    (alguien|un <ladron>|unos <ladron>|<ladron>) (se)? (metio|entro|metieron|entraron) (a|en) (mi|nuestra|la) (casa|
        cuarto|departamento|apartamento|recamara)
    (atropellaron|apunalaron|balearon|dispararon) a (un|una|mi|el|la|mis|dos|2|los)
    (lo|la|los|me) (atropellaron|atropello|apunalaron|balearon|acuchillaron|apunalo)
    (le|me) (dio|dieron) (un|una)? (infarto|derrame|paro|embolia|convulsion*|ataque al corazon|ataque cardiaco|
        ataque epileptico)
    (tomo|tome|trago|trague|tomado|tragado) (muchas|todas|un monton de|demasiadas|un frasco de|un bote de|muchisimas)
        (las|de|mis|sus)? (pastillas|medicinas|pildoras)
    (me|se) corto (el|la|las) (cuello|muneca|munecas|venas)
    (se lastimo|se golpeo|se pego|se corto) (muy|bien)? (feo|fuerte|mal|mucho|gravemente) (mi|un|una|el|la)?
        (<gente>|en la cabeza|la cabeza|el brazo)?
help last:
    just (got|been|was)? (mugged|robbed|jumped|carjacked|assaulted|attacked)
    <other> (just)? (choked|hit|beat|punched|strangled|attacked|beat up) (me|him|her|my <other>)
    (took|stole|grabbed|taken) (my|our|the) (baby|child|kid|kids|son|daughter|toddler)
    (my|our) (baby|child|kid|kids|son|daughter|toddler|grandson|granddaughter) (is|are) missing
    (<is>|<other> is) (on the|down on the) (ground|floor)
    (help|broken|stuck|hurt) i cant move
    <other> is going to jump
    think (hes|shes|he is|she is|theyre) dead
    entraron a robar
    (ya viene|ya va a nacer) (el|mi|la|nuestro) bebe
    me (desmayo|voy a desmayar|estoy desmayando)
    (is this|are you|have i reached|did i reach|this is|hello|es|es el) (the)? 911
    <other> (just|has)? had (a|an|another) (bad|massive)? (heart attack|stroke|seizure)
    <other> (just|was|got|has been|been)? (got|been|just)? (hit|struck) by (a|the) (car|truck|bus|train|motorcycle)
    <other> (just)? (fell|slipped|tripped) (down|off|from|out of) (a|the|some)? (stairs|ladder|roof|balcony|window|
        tree)
    (<other>|and) (cant|cannot) (get up|stand up|move|walk|feel (his|her) legs)
    cant (feel|move) (my|his|her) (leg|legs|arm|arms|body|hand|neck|face|feet)
    <other> (isnt|is not|not) (responding|responsive)
    having (the|her) baby
    (the|her|our|my) (baby|babys) (is)? coming (out)?
    <other> (just)? (fell|slipped|tripped) .. (hit|hurt|bumped|busted|cracked) (his|her|their) head
    <other> (just)? fell (in|into) (the|a|our|my) (pool|lake|river|canal|pond|water|well|ocean|hot tub)
    <stranger> (is|are|just|just got|got)? (in|inside|into|broke into|came into) (my|our) (house|home|apartment|room|
        bedroom|garage|place)
    (theres|there is|found|has|have|got) (a|an) (live|pipe)? bomb
    (think|help|please) (im|i am|were|we are|hes|shes|he is|she is) (dying|going to die)
    lost (a|my|his|her) (finger|fingers|hand|arm|leg|foot|toe|eye)
    (accident|crash) (with|there are) injuries
    (need|needs) (a|the) doctor
    (my|her|wifes|girlfriends) water (just)? broke
    (se cayo|se callo) (de|por|del) (la|las|el|un|una)? (escalera|escaleras|techo|balcon|ventana)
    y no (se)? (despierta|reacciona|responde|mueve|puede mover|puede parar|puede levantar)
    y (se)? (pego|golpeo) (en)? la cabeza
    <gente> se (me)? (cayo|callo) (a|en|al) (la|el|una|un)? (alberca|piscina|rio|lago|pozo|canal|mar)
    me voy a morir
    me estoy muriendo
    hay una bomba
help alone:
    911
    (ambulance|paramedics|police|heart attack|stroke|seizure|ambulancia|paramedicos|policia|infarto|bomberos|
        emergencias|auxilio|socorro|bomb|poison|narcan)
    (socorro|auxilio) (socorro|auxilio|ayuda|por favor|porfavor)
burn:
    (<is>|<person> (is|are|am)) (really|very|so|badly|pretty|seriously|severely|all)? (bad)? (burned|burnt|on fire)
    (my|his|her|their) <body> (is|are) (badly|severely|really|all)? (burned|burnt|on fire)
    (clothes|hair|shirt|pants|jacket|sleeve|jeans) (is|are|just)? (caught fire|on fire|caught on fire|burning)
    (bad|severe|serious|third degree|second degree|3rd degree|2nd degree|terrible) burns
    burns (on|all over) (my|his|her|me|him)
    (estoy|<gente> esta) (muy|todo|toda|bien)? quemad*
    quemaduras
    (mi|la|las|el|su) <cuerpo> (esta|estan) (muy|toda|todo)? quemad*
    (acid|chemical|chemicals|fluid|liquid|juice|electrolyte|goo|bleach|alcohol) (from (the|my|a|that|this)? <gadget>)?
        (has|just| that)? (is|got|went|splashed|squirted|leaked|sprayed|spilled|squirting|exploded|dripped)? (up)?
        (in|into|on|onto|all over) <whose> <whose>? <body>
    skin (is|was)? (peeling|coming|melting) off .. burn*
    acido en (la|las|el|los|mi|mis|su|sus) <cuerpo>
burn past:
    <whose> <body> (just)? (got|was) (badly)? (burned|burnt)
    (leaked|squirted|sprayed|splashed|exploded|popped|spilled) (in|into|on|all over) <whose> <whose>? (eye|eyes|face|
        mouth)
    (water|oil|grease|coffee|soup|acid|steam|fire) (just)? (burned|burnt|scalded) (me|him|her|my <other>|my <body>)
    <other> (just)? (got|was) (burned|burnt)
    <other> (just)? (caught|caught on) fire
    (got|was|been) (burned|burnt) (by|from) (the|my|a|his|her|this|that) (hot|exploding|swollen)? (battery|phone|
        charger|laptop|tablet|vape|fire|scooter|acid|cord)
    (exploded|blew up|burst|popped|caught fire) (and|then|it|just|has)? (badly)? (burned|burnt) (me|us|him|her|my
        <other>)
    <gadget> (just|has)? (badly)? (burned|burnt) ((me|us) (bad|badly|really bad)|him|her|my <other>)
    (exploded|blew up|burst|popped|caught fire) (and|then|it|just)? (badly)? (burned|burnt|burn) <whose> <whose>? <body>
    (exploto|revento|prendio|incendio) (el|la|mi|un|una)? <cosa>? (y)? (me|le|nos|lo|la) quemo
    (me|le) (queme|quemo) (toda)? (la|los|el) (cara|ojo|ojos|pecho|cuello)
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
    a fire (just)? started
    (flames|fire) (is|are)? everywhere
    gas (is)? leaking
    se (prendieron|incendiaron|queman|estan quemando|estan incendiando) (las|los|mis|unas) <lugar>
    <place> (next door|across the street|upstairs|downstairs)? (is|are|its|has|just|still|now|all|caught|literally)?
        (is|just|now|completely|on)? (on fire|burning|burning down|in flames|caught fire|catching fire|blew up|
        exploded|full of smoke|filled with smoke|filling with smoke|filling up with smoke|smoking)
    (theres|there is|we have|weve got|ive got|i have|having|started|starting) (a|an)? (big|house|kitchen|electrical|
        grease|small|huge|real)? fire (in|at|here|inside|upstairs|outside|on|at the|help|please|now)?
    smoke (is|was|keeps)? (filling|pouring|billowing|coming|rolling) (up|in|into|out of|through)? (of)? (the|my|our|
        this) (whole)? <place>
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
    se (esta|nos esta|me esta|estan|nos|me|le)? (quemando|incendiando|incendio|prendio|prendiendo|quema|incendia|prende)
        (fuego)? (a|toda)? (la|mi|el|nuestra|toda la|todo el|un|una|las|al|su) <lugar>
    (esta)? (quemando|quemo|incendiando|incendio|prendio) (la|mi|el|toda la|una) (cama|casa|cocina|cortina|cortinas|
        sofa|sillon|colchon|pared|cuarto|cobija)
    <lugar> (se)? (esta|estan)? (toda|todo)? (quemando*|incendiando*|en llamas|en fuego|ardiendo|llena de humo|lleno
        de humo)
    humo (por|en) (todos lados|todas partes|todo|toda|donde quiera|la|el|mi) (el|la)? <lugar>?
    (lleno|llena|llenando|llenos) de humo
    humo saliendo (de|del) (la|el|mi) <lugar>
    (fuga|escape) de gas
    huele (mucho|muy fuerte|bastante)? a gas
    (alarma|alarmas) de (incendio|incendios|humo)
fire last:
    (it|house|kitchen|room|place|apartment|we|i) (smells|smell) (like|of) gas
fire alone:
    (fire|incendio|fuego)
device:
    <thing> (is|are|now|still|literally|actually)? (still|now|literally|actually|all)? (on fire|catching fire|in
        flames|up in flames|shooting flames|shooting fire)
    (flames|fire) (is|are)? (coming|shooting) (out|from|off)
    <cosa> (se)? (me)? (esta)? (en llamas|en fuego|incendiando*|ardiendo en llamas|prendido en fuego)
    (esta|estan) (en llamas|en fuego|prendido en fuego)
    (le|me|se) (sale|salen|estan saliendo|esta saliendo) (llamas|fuego|lumbre)
    se (me)? (esta incendiando|esta quemando|incendia) (el|mi|la|su) <cosa>
    <cosa> se (me)? (esta quemando|esta incendiando|incendia)
device past:
    <thing> (just|has|literally|actually)? (caught|caught on|burst into|went up in|just caught) (fire|flames)
    se (me)? (incendio|prendio fuego|prendio en llamas) (el|mi|la) <cosa>
    <cosa> (se)? (me)? (incendio|prendio fuego|agarro fuego|prendio en llamas)
swallowed past:
    got into (the|my|his|her|some|our) (pills|medicine|medication|bleach|chemicals|pill bottle)
    <object> in (his|her|their) (stomach|belly|tummy|throat|nose|mouth)
    se (le|me) (atoro|atraganto|fue|quedo|atasco) (una|un|la|el)? (<traga>|algo) en la garganta
    (and|<person>) (just|has|may have|might have|accidentally)? swallowed (it|one|them)
    se (la|lo|las|los) (trago|comio) (mi|el|la|un|una)? <gente>?
    (swallowed|swallow|swallowing|inhaled|choked on|choking on|<person> (just|has|have|may have|might have|could have|
        accidentally|probably|must have)? (ate|eaten|eating)|(old|1|one) (just|may have)? (ate|eaten)) (a|an|the|his|
        her|my|some|one of the|one|part of a|part of the|pieces of|a piece of|two|2|one of my|that|this)? (small|little|
        tiny|button|coin|watch|lithium|hearing aid|broken|aa|aaa|round|remote|metal)? (round|little|small|button|coin|
        watch|lithium|metal)? (<object>|<poison>|button cell|button cells|coin cell|coin cells|something)
    (<person>|old|one|1) (just|has|have|may have|might have|accidentally|probably)? (drank|drunk|drinking|drink) (a|
        an| the|his| her|my|some|a bottle of|a cup of|a little)? (drain|carpet|glass|screen|battery|rubbing|isopropyl|
        cleaning|toilet)? (<poison>| alcohol|cleaner|fluid|solution|something)
    <object> (is|got|was|has gotten|went)? (stuck|lodged|caught|jammed|up|down) (in|inside)? <whose> <whose>? (throat|
        nose|mouth|ear|nostril|windpipe)
    (put|stuck|shoved|pushed|stuffed) (a|an|the|my|one of the|some)? (small|little|tiny|button|coin|watch)? <object>
        (up|in|into|inside) <whose> <whose>? (throat|nose|mouth|ear|nostril)
    (<gente> (ya|acaba de|se)? (se)?|se (me|nos)?) (trago|comio|tragar|tragarse|ingirio|bebio|tomo) (una|la|un|el|unas|
        los|las|dos|2|unos|mi|su|un pedazo de|esa|ese)? (<traga>|algo)
    se (me|nos)? (metio|puso) (una|la|un|el) (pila|bateria|iman|moneda|tornillo|vidrio|piedra) (en|a|por) (la|el)?
        (boca|nariz|oido|garganta|oreja)
    (<traga>|algo) (esta|quedo|se le quedo|se quedo)? (atorad*|atascad*|atrapad*) en (la|el|su) (garganta|nariz|oido)
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
    (dont|didnt|do not|did not|never) (need|want|call|say|ask|mean) (to)? (for|call)? (a|an|the)? (911|ambulance|police|
        emergency|fire department)
    (not|isnt|no) (an|a|any)? (real|actual)? emergency
    (its|this is|calling|called) (just|only)? about (a|my|the) <gadget>
    (es|llamo) (solo)? (por|sobre) (mi|el|la|un) <cosa>
    no (necesito|quiero|ocupo|pedi|es|hay) (llamar|que llamen)? (al|a|una|la|ninguna)? (911|ambulancia|policia|
        emergencia)
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
    shooting (a|an|some|my|for|out of|video|videos|photos|pictures|pics|film|content|hoops|pool)
    (shot|shoot|shooting|shoots) (me|us|him|her|them|you|everyone|people|over|back)? (a|an|the|that|this|some|your|his|
        her)? (quick|new|little)? (text|texts|message|messages|email|emails|quote|price|prices|link|number|dm|call|
        note|look|picture|pic|offer|estimate|voicemail|invoice|address|glance|down)
    (<gadget>|it|its) (is|are|was|keeps|just|still|has|looks like)? (like)? (its|it is)? (having|had) (a|an|some|
        another)? (bad|little|mini|full on|full)? (stroke|strokes|seizure|seizures|heart attack|convulsions|overdose|
        asthma attack)
    (stroke|seizure) of
    (drowning|drown|suffocating|choking|buried) (in|on|under|with) (all|a|the|so much|too much)? (this|these|those|my|
        the|of)? (work|homework|bills|debt|emails|email|repairs|paperwork|laundry|orders|messages|calls|tickets|updates|
        notifications|apps|meetings|jobs|taxes|price|prices|fees)
    (gasping|choking|wounded|hurting|dying|bleeding|shot|hurt|injured) (on|at|from|by|over) (that|these|those|your|the|
        this)? (price|prices|fees|bill|bills|cost|quote|rates)
    bleeding (money|cash|customers|data|ink)
    (kill|killing|kills) (me|us|him|her) with (these|this|your|the|those) (price|prices|fees|questions)
    (price|prices|it|its|this|that|job|bill|work|heat|traffic|<gadget>|you) (is|are|was)? (just)? (going to)? (kill|
        killing) (me|us)
    (drowning|suffocating|choking) (me|us|him|her) (with|in) (fees|bills|calls|texts|emails|spam|work|ads)
    (trapped|stuck) (in|at|on) (a|an|the|my|this|our)? (work|home|airport|traffic|meeting|meetings|office|court|zoom|
        conference|contract|plan|loop)
    (dust|dirt|water|air|bubble|bubbles|moisture|lint|sim|card|debris|crumb|crumbs|sand|liquid) (is|are|got|stuck)?
        (trapped|crushed|pinned) (under|in|inside|beneath)
    (trapped|stuck|pinned|crushed) (under|beneath) (the|my|a|this|that|our)? (screen|glass|protector|case|display|lens|
        contract|plan|verizon)
    (respond|responding) (to|on|via|back) (my|any|all|the|our|a|his|her|your|those)? (text|texts|call|calls|message|
        messages|email|emails|voicemail|voicemails|dm|dms|review|quote)
    (brandon|owner|service|support|seller|business|company|rep|agent) (is|are|person)? (isnt|not|wont|doesnt)
        (responding|respond|responsive)
    (frozen|stuck|lagging|screen|bridge|highway|interstate|i95|traffic|line|button|parked|mouse|cursor|<gadget>) (and|
        is|its)? (just)? (isnt|not|wont) (moving|move|responding|respond)
    (isnt|not) moving (forward|my|the|to|until|till|away|on|ahead|from|out of|for)
    (nobody|traffic|line|cars|everyone|everybody) (is|are)? (isnt|not)? moving
    (<is>|<other> is|<other>|i am) (just)? dying (to|of laughter|laughing|from laughing|of curiosity|for (a|my|this|the|
        it|some|that))
    (passed|passing|pass) out (flyers|cards|papers|paper|candy|asleep|sleeping|samples|food|drinks|gifts|the (flyers|
        cards|candy|papers)|business cards|coupons|and (missed|forgot|overslept|slept))
    collapsed (on|in|into) (the|his|her|my)? (couch|bed|sofa) after (work|school|dinner|a long)
    (breathe|breathing|breath) (without|with) (my|the|this|that|a|it) (phone|case|iphone|cell|ipad|tablet|screen)
    <gadget> (cant|wont|isnt|not|cannot|doesnt) (breathe|breathing)
    (hurt|wounded|burned|offended|injured) (by|that|with|about|at|over) (how|the way|what (you|he|she|they)|you|your
        (attitude|words|service|price|prices|tone|comment|message|text|competitor))
    blood (is)? (all over|everywhere on|everywhere all over|on) (my|the|his|her|a)? <gadget>
    blood (sweat|pressure|sugar|over (this|it))
    (broke|broken|got|gotten) (in|into) .. (last|stole|took|smashed|grabbed|robbed|trashed|yesterday) (my|the|our|it|
        night|week|month|his|her|a)?
    (broke|broken) (in|into) (to)? (my|our) <place> (and (they|he|she|somebody)?)? (stole|took|smashed|grabbed|robbed|
        trashed|while i was)
    (break|breaking|broke|get|getting|hack|hacking|log) (in|into) (to)? (my|the|our|his|her|an)? <other>? (account|
        accounts|email|emails|bank|facebook|instagram|icloud|snapchat|home screen)
    (break|breaking|broke|get|getting|hack|hacking) (into|in to) (my|the|our|his|her|a) <other>? <gadget>
    (virus|viruses|malware|app|apps|ads|hacker|hackers|spam|bots|scammers|popups|account|<gadget>) (is|are|that|keeps|
        keep|being|getting|got|was|been)? (being|is)? (attacking|attacked|threatening|attack) (me|us)?
    (attacking|attacked|attack|hitting|harassing|threatening|bombarding) (me|us) (with|by) (a|all|so many|these|the|
        more|legal|debt)? (ads|ad|spam|popups|pop ups|calls|texts|messages|virus|viruses|bots|emails|fees|bills|charges|
        notifications|court|collections|action|lawsuit|prices)
    (attacked|attacking) by (a|the|some|all)? (ads|bots|spam|virus|viruses|malware|hackers|popups|scammers)
    (stalked|followed|chased|tracked|stalking|following) (by my ex|by someone|by somebody|me)? (through|on|via|by|from|
        with|using) (my|an|a|the|debt|bill)? (phone|cell|iphone|instagram|facebook|gps|app|bills|collectors|bots|
        ads|snapchat|airtag|tiktok|whatsapp|location)
    (mom|mother|dad|father|boss|parents|moms|dads|mama|papa|jefe|teacher|coach) (is|are|will|would|was)? (just)?
        (going)? (to)? kill (me|him|her|us)
    kill (me|him|her|us) (haha|lol|lmao|jaja|over (this|my|the|a) <gadget>)
    kill (me|him|her|us) (if|because|for|when) (i|we|it|he|she)? (dont (fix|get it|get my|get this|bring)|broke|break|
        broken|lost|lose|breaking|dropping|losing|sees this|sees it|sees my|cant fix|forgot)
    (robbed|robbing|killing|attacked|stabbed) (me|us)? (at|with|by|on|over) (these|this|those|that|your|the)? (price|
        prices|fees|fee|bill|bills|cost|quote|rates)
    (verizon|att|att is|t mobile|mobile|apple|samsung|carrier|company|companies|bank|cricket|metro|sprint|insurance)
        (is|are|keeps|keep|been)? robbing (me|us|people|everybody|everyone)
    (attacked|attacking|hitting|hit|shot|stabbed|choking|beating) (my|his|her) <other> (<gadget>|car|truck)
    (beating|beat) (me|him|us|her) (at (this|the|my|a|that|every)|to it|to the punch)
    shots fired (is|game|app|lol|haha)
    <other> (hitting|hit|is hitting|keeps hitting) (me|us|you) (up|back)
    (ambulance|medic|medics|emt|emts|ems|em|paramedic|paramedics) (tablet|ipad|laptop|alert|id|discount|unlock|screen|
        phone|app|mount|bag|radio|station|worker|s|school|program|class|uniform|badge|case)
    medical emergency (phone|phones|device|pendant|button|fund)
    emergency (services|service) (app|mode|button|setting|settings|screen|feature)
    police (phone|radio|address|scanner|tablet|laptop|auction)
    911 (cell|cellphone|cellular|phone|phones|iphone|computer|mobile|electronics|device)? (repair|repairs|restoration|
        wireless|mobile|cellular|electronics|fix (shop|store)|movie|show|app|memorial|attacks|anniversary)
    ((come|came|meet|met|live|drive|deliver|ship) (to|at|me at|us at)|address is|house is|unit|suite|building|room|code|
        pin|numero) 911
    (do|does|did|if|can) (you|yall|it|they) (guys)? (have|got|carry|sell|fix|repair|stock) (a|an|the|any|some)? (amazon|
        kindle)? fire
    is (it|there|that|this) (a|the|an|any)? (amazon|kindle)? fire
    fire (in stock|in (black|blue|red|white|gray|purple|pink)|hd|max|kids|kid|7|8|10|tablets|building tablet|in the
        building tablet)
    fire (that|which|with) (a)? (needs|wont (charge|turn|start)|has|is (broken|cracked|dead)|cracked|broken|bad|dead)
    (fire|smoke|carbon monoxide) (alarm|alarms|detector|detectors) (app|sound|sounds|noise|ringtone)
    (alarm|alarms|detector|detectors) (is|that|keeps|keep|just|wont stop)? (going|goes|went|go) off (on|in|from|through)
        (my|the|this|a)? (<gadget>|ring|ringtone)
    (sounds|sound|sounding|beeping|beeps) like (a|the|my)? (fire|smoke) (alarm|detector)
    (smoke|smells|smell) gas when
    (shocked|zapped|hurt|burned) (really|so|pretty|very)? (bad|badly|hard)? (by|at|over|with) (the|your|that|this|how|
        these)? (price|prices|bill|quote|total|cost|much|fee)
    pulse (oximeter|ox|rate|sensor|app|monitor)
    (dont|didnt|do not|did not|never|no need) (need|want|mean|meant|trying|say|said|ask)? (to)? (for|call|dial|get)? (a|
        an|the)? (911|ambulance|police|paramedics|fire department|doctor)
    (cat|dog|puppy|kitten|pet|machine|atm|printer|slot|port|player|couch|washer|vacuum|toilet) (just|has|may have|
        accidentally|keeps)? (swallowed|swallow|swallowing|ate|eating|eaten)
    (precio|precios|oferta|ofertas|ustedes|promocion|promociones|descuento|descuentos|deal|cancion|musica) (esta|estan)
        (bien|muy|en)? (en fuego|fuego|quemad*|en llamas)
    (quemad*|golpead*|lastimad*|herid*|atrapad*|ahogando|ahogado) (con|de|del|por|en|entre) (los|el|las|la|tanto|tantos|
        tantas|sus|su|mi|un|una)? (precio|precios|deudas|trabajo|trafico|aeropuerto|junta|vida|cuentas|biles|costo|
        tarifas|embotellamiento|reunion|contrato|plan|tarea|apps)
    quemadura* (en|de|por) (la|mi|el|su|los)? (pantalla|oled|lcd|display|pixel*|imagen)
    (pantalla|display|oled|lcd|<cosa>) (con|tiene|quedo|esta|salio|se ve|trae) (unas|una|muy|todo|toda|bien|muchas)?
        (quemadura*|herid*|quemad*|lastimad*|golpead*)
    (fuego|herid*|quemad*|quemada) en (la|mi|el) (pantalla|display)
    herid* jaja
    (tengo|tiene|tienen|hay|con) (quemad*|lastimad*|quemaduras) (la|mi|el|en la) (pantalla|<cosa>)
    fuente (de|a|del) (poder|la|mi|su|alimentacion|computadora|pc|laptop)
    (sale|dice|aparece|pone|muestra|pide|<cosa>|pantalla|solo|sola) (me|que|se|solo|y)? (quiere|a|solo)? (llamar|
        llamada|llamadas|llamando|marcar) (a|de|solo)? emergencia*
    emergencias (solo|sola|solamente|en (la|mi|el) (pantalla|<cosa>)|automaticamente)
    policia (ayer|anoche|antier|y (me|no|nos) (dijeron|vinieron|vino)|porque (me|nos|le|lo) (robaron|asaltaron|quitaron|
        estafaron))
    (robaron|asaltaron|quitaron|robo) .. y (ya)? (llame|llamamos) a la policia
    (mama|papa|jefe|jefa|patron|maestra|padres) (me|nos|lo) (va a|van a) matar
    (jefe|jefa|patron) me quiere matar
    (me|nos|lo|la) (va a|quiere|van a|quieren) matar (de risa|jaja|con (los|esos|sus|estos) precios|mi (mama|papa|jefe|
        jefa|patron)|(si|cuando|porque|por) (no)? (lo|la|se)? (arreglo|llevo|ve|vea|rompi|quebre|perdi|quebro|rompio|
        entera|romper|quebrar))
    se (me|nos)? (muere|muriendo|ahoga|ahogando) (mi|la|el)? <gente>? (si (ve|no)|de (risa|ganas|curiosidad))
    <cosa> (ya)? no (puede)? (respira|respirar|respirando)
    (ahogando|ahoga|muriendo|muere|desmayando|asfixiando) (mi|el|la|su) (<cosa>|pantalla)
    (atacando|siguiendo|persiguiendo|amenazando|atacan|siguen) (con|en|por|a|los|las|puro) (puros|puras|mi|el|la|los|
        tantos)? (spam|anuncios|virus|mensajes|llamadas|instagram|facebook|tiktok|whatsapp|gps|internet|redes|
        cobradores|celular|telefono|bots|correos|bancos|deudas|cobros)
    (explosion|explosiones) de (precios|colores|ofertas|sabor|luz)
    wake up (until|till|before|that|so|early|on time)
    cut off (in|of|on|from) (the|my|a)? (picture|photo|pic|video|screen|call|service|image)
    in my house (who|that|with|can|dropped|broke|has)
    (ahorcando|matando|asfixiando) (las|los|con|la) (deudas|precios|cuentas|renta|biles|costo|costos)
    (following|chasing|followed) (me|us|him|her) (for|about|around for) (money|payment|payments|rent|a payment)
    casa de (bolsa|inversion|cambio|empeno)
    (bomberos|paramedicos|ambulancia|policia|policias) (descuento|descuentos)
    (medico|doctor) (urgente|ya|ahora|rapido)? (de|para) (mi|el|los|la|un)? (<cosa>|celulares|telefonos)
    corazon (por|con|de) (mi|el|la|tu|su)? (<cosa>|ver|precio)
    (metieron|metio|entraron|entro|meten) (a)? (robar|robarme)? (a|en)? (mi|la|nuestra)? (casa|carro|cuarto|tienda|
        departamento|local|camioneta)? y (me|nos|se|le)? (robaron|robo|llevaron|llevo|quebraron|rompieron|rompio)
    bomba de (agua|gasolina|aire|tiempo|calor)
    (perro|gato|perra|perrito|maquina|cajero|lavadora|aspiradora) (ya|se|acaba de)? (se)? (me|lo|la)? (trago|comio|
        tragar|tomo)
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
# "Gonna" is two words, so that one row reads both.
_GOING_TO = re.compile(r"\b(?:gonna|gunna|finna)\b")
# A house number, not the number that is called: "911 oak street".
_ADDRESS = re.compile(
    r"\b911 (?=(?:(?:north|south|east|west|[nsew]) )?"
    r"(?!(?:at|on|in|to|from|for|im|its|is|i|my|the|we|near|by|off) )\w+ "
    r"(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|blvd|boulevard|court|ct|way|circle|place|parkway|pkwy)\b)"
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
    said = _CALLED.sub(r"\1 911", _NUMBER.sub("911", _GOING_TO.sub("going to", said)))
    tokens = _tokens(_ADDRESS.sub("", said))
    harmless = {n for match in _harmless_phrases().find(tokens) for n in range(match.first, match.end)}
    told = [n for n, token in enumerate(tokens) if token.kind != "mark" and token.text not in _BESIDE]
    found = {
        match.label.split()[0]
        for match in emergency_phrases().find(tokens)
        if (match.label in _TOLD_BEFORE or harmless.isdisjoint(range(match.first, match.end)))
        and _counts(match, told, is_past=is_reason or bool(_PAST.search(said)))
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


def _counts(match: Match, told: Sequence[int], *, is_past: bool) -> bool:
    """Tell whether the phrase counts where it stands among the places of what is told, or in a text about the past."""
    when = match.label.partition(" ")[2]
    if when == "past":
        return not is_past
    is_last = when not in ("last", "alone") or not told or told[-1] < match.end
    return is_last and (when != "alone" or not told or told[0] >= match.first)
