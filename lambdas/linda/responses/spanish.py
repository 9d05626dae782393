"""What LINDA says in Spanish, as it is spoken in the US, using "tú". The kinds and their fields are as in English."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta

from linda.responses import spanish_owner
from linda.shop_time import time_label

# How those who speak the other language get it, in that language, and so in its voice.
FOR_OTHERS = "For English, press nine."

SENTENCES: Mapping[str, Sequence[str]] = {
    # --- greeting
    "hello": (
        "¡Hola! Soy {assistant}, asistente de IA de {shop}.",
        "¡Hola, qué tal! Aquí {assistant}, asistente de IA de {shop}.",
    ),
    "hi": ("¡Hola!", "¡Buenas!"),
    "chat": ("¡Todo bien por aquí, gracias!", "¡Muy bien, gracias!"),
    "hello_own": ("{text}", "¡Hola de nuevo! {text}"),
    "bulletin": ("{text}", "Para que sepas: {text}"),
    "how_can_help": ("¿En qué te puedo ayudar?", "¿Qué necesitas?"),
    # --- what is to be done
    "ask_repair_of": ("¿Qué le pasa a tu {device}?", "¿Y qué le arreglamos al {device}?"),
    "ask_device": ("¿Qué teléfono es?", "¿Qué modelo tienes?"),
    "ask_device_of": ("¿Para qué teléfono es {job:the}?", "¿De qué modelo es? Lo pregunto para {job:the}."),
    "ask_what": ("¿Qué teléfono tienes y qué le pasa?", "Dime el modelo y qué hay que arreglar, ¿sí?"),
    # --- prices
    "price": ("{job:The} cuesta desde {amount}.", "{job:The} te sale desde {amount}."),
    "price_by_family": ("{label:The} cuesta desde {prices}.", "Depende del teléfono. {label:Label}: {prices}."),
    "price_list": ("Precios desde: {prices}.", "Estos son los precios, desde: {prices}."),
    "price_sum": ("En total son {amount}.", "Todo junto sale en {amount}."),
    "price_ask_owner": (
        "No tengo aquí el precio de {job:a}, así que le pregunto a {owner}.",
        "El precio de {job:a} lo da {owner}. Ya le pregunté.",
    ),
    "look_first": (
        "Primero {owner} revisa tu {job:device} y te dice el precio antes de arreglar nada.",
        "{owner} tiene que ver tu {job:device} primero. Sabrás el precio antes de que empiece.",
    ),
    "look_first_price": (
        "Primero {owner} revisa tu {job:device} por {amount} y te dice cuánto costaría el arreglo antes de hacerlo.",
        "La revisión de tu {job:device} cuesta {amount}. {owner} te dice el precio del arreglo antes de empezar.",
    ),
    "on_site_fee": (
        "{owner} puede ir adonde estés por {amount} más, aparte de la reparación.",
        "La visita a domicilio cuesta {amount} más, aparte de la reparación.",
    ),
    "no_visits": (
        "{owner} no hace visitas a domicilio {until:until}, pero lo puedes traer al taller.",
        "No hay visitas a domicilio {until:until}, lo siento. Lo puedes traer al taller.",
    ),
    "no_visits/no_until": (
        "Por ahora {owner} no hace visitas a domicilio, pero lo puedes traer al taller.",
        "Por el momento no hay visitas a domicilio. Lo puedes traer al taller.",
    ),
    "accessory_price": ("{label:A} cuesta {amount}.", "Tenemos {label:a} por {amount}."),
    # --- facts
    "fact": ("{text}", "Como te decía: {text}"),
    "fact_unknown": (
        "Ya le pregunté a {owner} por {topics:topic}. Está {status:doing} {until:until} y te escribe después.",
        "Eso lo sabe {owner}. Ya le pregunté por {topics:topic}. Está {status:doing} {until:until}, y luego te"
        " escribe.",
    ),
    "fact_unknown/no_until": (
        "Ya le pregunté a {owner} por {topics:topic}, y te escribe en cuanto pueda.",
        "Eso lo sabe {owner}. Ya le pregunté por {topics:topic} y te escribe lo antes posible.",
    ),
    "hours_day": (
        "{day} abrimos, con citas de {first} a {last}.",
        "{day} puedes venir desde {first:the}. La última cita es {last:at}.",
    ),
    "hours_usual": (
        "Tenemos citas todos los días de {first} a {last}.",
        "Todos los días, la primera cita es {first:at} y la última {last:at}.",
    ),
    "hours_closed_days": ("Vamos a estar cerrados {days}.", "No abrimos {days}."),
    "closed_day": ("Estamos cerrados {day}.", "Lo siento, no hay citas {day}. Estamos cerrados."),
    "closed_now_today": (
        "Por hoy ya cerramos. El próximo horario libre es {next}.",
        "Hoy ya no atendemos. Podrías venir {next}.",
    ),
    "closed_now_today/no_next": ("Por hoy ya cerramos.", "Hoy ya no atendemos, lo siento."),
    "closed_further_notice": (
        "Ahora estamos cerrados y todavía no tengo fecha para volver a abrir.",
        "{owner} no está por ahora y no puedo agendar nada hasta que vuelva.",
    ),
    "not_done": (
        "Lo siento, no hacemos reparaciones de {thing:label}.",
        "Con reparaciones de {thing:label} no te podemos ayudar.",
    ),
    "done_too": ("Sí, también hacemos reparaciones de {thing:label}.", "Claro, te podemos ayudar con {thing:a}."),
    "owner_now": ("{owner} está {status:doing} {until:until}.", "Ahora {owner} está {status:doing}, {until:until}."),
    "owner_away": (
        "{owner} no se encuentra y todavía no dijo cuándo regresa.",
        "Por ahora {owner} no anda en el taller y no tengo fecha de regreso.",
    ),
    "owner_back_unknown": (
        "{owner} está {status:doing} y todavía no sé a qué hora regresa.",
        "{owner} está {status:doing} y no dijo hasta cuándo.",
    ),
    "owner_now/no_until": ("{owner} está {status:doing} ahora.", "En este momento {owner} está {status:doing}."),
    "no_walk_ins": (
        "Por favor no vengas sin cita: no hay nadie en el taller {until:until}.",
        "No podemos atender sin cita {until:until}, lo siento.",
    ),
    "no_walk_ins/no_until": (
        "Por favor no vengas sin cita: puede que no haya nadie en el taller.",
        "Por ahora no podemos atender sin cita, lo siento.",
    ),
    # --- offers
    "offer_day": (
        "{day} tengo {options:times}. ¿Cuál te queda bien?",
        "Libre {day}: {options:times}. ¿Cuál prefieres?",
    ),
    "offer_day/one": ("¿Qué tal {options}?", "Podría ser {options}. ¿Te queda bien?"),
    "offer_options": ("Tengo {options}. ¿Cuál te queda bien?", "Esto está libre: {options}. ¿Cuál prefieres?"),
    "offer_options/one": ("¿Qué tal {options}?", "Podría ser {options}. ¿Te queda bien?"),
    "offer_some": (
        "{day} tengo {options:times}, entre otras. ¿Cuál te queda bien?",
        "Libre {day}, por ejemplo: {options:times}. ¿Cuál prefieres?",
    ),
    "ask_which_time": ("¿Cuál prefieres: {options}?", "Claro, ¿cuál de estas: {options}?"),
    "nothing_in_window": ("No hay nada libre {day} {window}, lo siento.", "Tengo todo ocupado {day} {window}."),
    "nothing_in_window/no_day": ("No hay nada libre {window}, lo siento.", "Tengo todo ocupado {window}."),
    "nothing_in_window/no_window": ("No hay nada libre {day}, lo siento.", "Tengo todo ocupado {day}."),
    "day_full": ("Tenemos todo lleno {day}.", "{day} ya no queda ningún horario, lo siento."),
    "nothing_free_weeks": (
        "No veo nada libre en las próximas semanas.",
        "Las próximas semanas están llenas, lo siento.",
    ),
    "taken": ("Lo siento, {slot:short} ya está ocupado.", "Ya no está libre {slot:short}."),
    "held": (
        "Lo siento, en este momento alguien está apartando {slot:short}.",
        "Justo ahora otra persona está apartando {slot:short}, lo siento.",
    ),
    "closed_time": (
        "No tenemos citas {slot:at}. {slot:Day} son de {first} a {last}.",
        "No se puede {slot:at}, lo siento. {slot:Day} hay citas entre {first:the} y {last:the}.",
    ),
    "closed_time/no_last": (
        "No tenemos citas {slot:at}. {slot:Day} solo se puede {first:at}.",
        "No se puede {slot:at}, lo siento. {slot:Day} solo hay cita {first:at}.",
    ),
    "no_such_slot": (
        "{slot:At} no tenemos cita, lo siento.",
        "Lo siento, {slot:day} no hay cita {slot:at}.",
    ),
    "slot_past": ("Ya es tarde para {slot:short}, lo siento.", "Para {slot:short} ya no alcanzamos."),
    "too_far": (
        "Puedo agendar con un máximo de {days} días de anticipación.",
        "Esa fecha está muy lejos. Puedo agendar hasta {days} días desde hoy.",
    ),
    "out_of_stock": (
        "No tenemos piezas para {job:a} {until:until}.",
        "La pieza para {job:a} no está disponible {until:until}.",
    ),
    "out_of_stock/no_until": (
        "Ahora no tenemos piezas para {job:a}.",
        "La pieza para {job:a} no está disponible por el momento.",
    ),
    # --- asking
    "slot_free": ("{slot:Short} está libre.", "Tengo libre {slot:short}."),
    "ask_book": ("{slot} está libre para tu {jobs}. ¿Te lo aparto?", "¿Te aparto {slot} para tu {jobs}?"),
    "ask_book/no_jobs": ("{slot} está libre. ¿Te lo aparto?", "¿Quieres que te aparte {slot}?"),
    "ask_book_priced": (
        "{slot} está libre para tu {jobs}, desde {amount}. ¿Te lo aparto?",
        "¿Te aparto {slot} para tu {jobs}, desde {amount}?",
    ),
    "ask_book_on_site": (
        "{owner} puede ir a {address} {slot} para tu {jobs}. La visita cuesta {fee} más. ¿Lo agendo?",
        "¿Agendo a {owner} para tu {jobs} en {address}, {slot}? La visita cuesta {fee} más.",
    ),
    "ask_book_on_site/no_address": (
        "{owner} puede ir adonde estés {slot} para tu {jobs}. La visita cuesta {fee} más. ¿Lo agendo?",
        "¿Agendo a {owner} para tu {jobs} a domicilio, {slot}? La visita cuesta {fee} más.",
    ),
    "ask_book_on_site/no_jobs": (
        "{owner} puede ir adonde estés {slot}. La visita cuesta {fee} más. ¿Lo agendo?",
        "¿Agendo a {owner} a domicilio, {slot}? La visita cuesta {fee} más.",
    ),
    "ask_day": ("¿Qué día te queda bien {at:at}?", "¿Qué día quieres venir {at:at}?"),
    "ask_day/no_at": ("¿Qué día te queda bien?", "¿Qué día quieres venir?"),
    "ask_when": ("¿Cuándo quieres venir?", "¿Qué día y a qué hora te queda bien?"),
    "ask_visit_day": (
        "¿Qué día quieres que vaya {owner} {at:at}?",
        "¿Qué día te queda bien que vaya {owner} {at:at}?",
    ),
    "ask_visit_day/no_at": ("¿Qué día quieres que vaya {owner}?", "¿Qué día te queda bien que vaya {owner}?"),
    "ask_visit_when": ("¿Cuándo quieres que vaya {owner}?", "¿Qué día y a qué hora puede ir {owner}?"),
    "ask_address": ("¿Cuál es la dirección?", "¿A dónde va {owner}? Necesito la calle y el número."),
    "again_question": ("Perdón, no te entendí.", "Creo que no entendí bien."),
    # --- booked
    "booked": (
        "Listo, tienes cita: {lead:what}, {lead:when}, {shop}, {city}. {lead:Cost}, garantía de {warranty} días. ¡Nos"
        " vemos!",
        "¡Todo listo! {lead:What}, {lead:when}, {shop}, {city}. {lead:Cost}, garantía de {warranty} días.",
    ),
    "booked_too": (
        "También tienes cita para esto: {lead:what}, {lead:when}. {lead:Cost}.",
        "Y una cita más: {lead:what}, {lead:when}. {lead:Cost}.",
    ),
    "booked_warranty": (
        "Listo, tienes cita: {lead:what}, {lead:when}, {shop}, {city}. {owner} lo revisa con la garantía. ¡Nos vemos!",
        "¡Todo listo! {lead:What}, {lead:when}, {shop}, {city}. {owner} lo ve con la garantía.",
    ),
    "booked_on_site": (
        "Listo, visita agendada: {lead:what}, {lead:when}, en {address}. {lead:Cost}, garantía de {warranty} días."
        " {owner} llega a esa hora.",
        "¡Todo listo! {owner} va a {address} {lead:when}: {lead:what}. {lead:Cost}, garantía de {warranty} días.",
    ),
    "booked_on_site/no_address": (
        "Listo, visita agendada: {lead:what}, {lead:when}, a domicilio. {lead:Cost}, garantía de {warranty} días. ¡Nos"
        " vemos!",
        "¡Todo listo! {owner} va adonde estés {lead:when}: {lead:what}. {lead:Cost}, garantía de {warranty} días.",
    ),
    # --- the accessory
    "visit_set": (
        "Sí, {owner} va a {address}: {lead:what}, {lead:when}.",
        "Así es, {owner} va a {address} {lead:when}.",
    ),
    "visit_set/no_address": (
        "Sí, {owner} va contigo: {lead:what}, {lead:when}.",
        "Así es, {owner} va a tu casa {lead:when}.",
    ),
    "upsell": ("¿Le agregamos {item:a} por {amount}?", "¿Quieres también {item:a}? Cuesta {amount}."),
    "upsell_added": ("Listo, agregué {item:a} por {amount}.", "También te agregué {item:a} por {amount}."),
    "upsell_declined": ("Está bien, no lo agrego.", "No hay problema, lo dejamos fuera."),
    "upsell_taken_off": (
        "Listo, quité {item:the}. Tu {lead:what} sigue igual, {lead:when}.",
        "Ya quité {item:the}. Lo demás queda igual.",
    ),
    "upsell_or_booking": (
        "¿Quito solo {item:the}, o cancelo tu {lead:what} {lead:of}?",
        "Para confirmar: ¿ya no quieres {item:the}, o ya no quieres la cita {lead:of}?",
    ),
    # --- changes
    "moved": (
        "Listo, cambié tu cita: {lead:what}, ahora es {lead:when}, {shop}. ¡Nos vemos!",
        "¡Hecho! Tu {lead:what} ahora es {lead:when}.",
    ),
    "cancelled": (
        "Cita cancelada: {lead:what}, {lead:when}. Escríbenos cuando quieras otra.",
        "Listo, cancelé tu cita: {lead:what}, {lead:when}.",
    ),
    "kept": (
        "Está bien, tu cita sigue igual: {lead:what}, {lead:when}.",
        "No cambié nada. Tu {lead:what} sigue en pie para {lead:when}.",
    ),
    "kept/no_lead": ("Está bien, todo sigue igual.", "De acuerdo, no cambié nada."),
    "ask_cancel": (
        "¿Quieres que cancele tu cita: {lead:what}, {lead:when}?",
        "¿La cancelamos? Me refiero a {lead:what}, {lead:when}.",
    ),
    "ask_cancel_first": (
        "Vamos una por una: ¿cancelo {lead:what}, {lead:when}?",
        "Empecemos por esta: {lead:what}, {lead:when}. ¿La cancelamos?",
    ),
    "ask_cancel_next": (
        "Y tu {lead:what} {lead:of}, ¿la cancelamos también?",
        "La siguiente: {lead:what}, {lead:when}. ¿Quieres que también la cancele?",
    ),
    "ask_move": (
        "{slot} está libre. ¿Cambio a esa hora tu cita para {lead:the}?",
        "¿Cambio tu {lead:what} para {slot}?",
    ),
    "ask_move_when": ("¿Para cuándo la quieres cambiar?", "¿Qué día y a qué hora prefieres para tu {lead:what}?"),
    "ask_which_booking": (
        "¿Cuál quieres {action:do}: {leads:lettered}?",
        "Veo más de una: {leads:lettered}. ¿Cuál vamos a {action:do}?",
    ),
    "your_booking": ("Tienes {lead:a} {lead:when}.", "Veo tu cita: {lead:what}, {lead:when}."),
    "your_bookings": ("Tienes {leads}.", "Veo estas citas: {leads}."),
    "no_bookings": (
        "No veo ninguna cita con este número.",
        "Con tu número no hay ninguna cita.",
    ),
    "booking_on_closed_day": (
        "Tu {lead:what} era {lead:when}, pero ahora vamos a estar cerrados a esa hora. Lo siento mucho; {owner}"
        " ya lo sabe. ¿Te busco otra hora?",
        "Tuvimos que cerrar {lead:when}, así que tu {lead:what} necesita otra hora. {owner} ya lo sabe, y lo siento."
        " ¿Te busco una?",
    ),
    "how_to_change": (
        "Puedes cambiar o cancelar tu cita cuando quieras, solo escríbeme aquí.",
        "Si cambian tus planes, dímelo por aquí y lo arreglo.",
    ),
    "already_cancelled": (
        "Esa cita ya está cancelada: {lead:what}, {lead:when}.",
        "Esa ya se había cancelado: {lead:what}, {lead:when}.",
    ),
    "too_many_bookings": (
        "Ya tienes {most} citas, y es lo máximo que puedo agendar para un mismo número.",
        "No puedo agendar más de {most} citas a la vez para un mismo número.",
    ),
    # --- status
    "status_booked": ("Tienes tu cita: {lead:what}, {lead:when}.", "Sigue en pie: {lead:what}, {lead:when}."),
    "status_with_owner": (
        "{owner} tiene tu equipo ({lead:what}, {lead:when}) y te escribe cuando esté listo.",
        "Lo tiene {owner}: {lead:what}. Te escribe cuando termine.",
    ),
    "status_ready": (
        "Ya terminamos con tu {lead:what}; puedes pasar por tu equipo.",
        "Buenas noticias, tu equipo ya está listo para recoger: {lead:what}.",
    ),
    "status_finished": ("Ya terminamos con tu {lead:what}.", "Buenas noticias, ya está: {lead:what}."),
    "status_cancelled": (
        "Esa cita está cancelada: {lead:what}, {lead:when}.",
        "Esa cita fue cancelada: {lead:what}, {lead:when}.",
    ),
    "status_missed": (
        "No nos vimos en esa cita: {lead:what}, {lead:when}.",
        "No te vimos: {lead:what}, {lead:when}.",
    ),
    "status_none": ("No veo ninguna reparación con este número.", "No tengo ninguna reparación para este número."),
    # --- to the owner
    "passed_on": (
        "Ya se lo pasé a {owner}. Está {status:doing} {until:until} y te responde después.",
        "{owner} ya tiene tu mensaje. Está {status:doing} {until:until}, y luego te contesta.",
    ),
    "passed_on/no_until": (
        "Ya se lo pasé a {owner}, y te responde en cuanto pueda.",
        "{owner} ya tiene tu mensaje y te contesta lo antes posible.",
    ),
    "kept_yes": ("Sí, eso dice {owner}.", "La respuesta es sí, dice {owner}."),
    "kept_no": ("Lo siento, {owner} dice que no.", "La respuesta es no, dice {owner}. Lo siento."),
    "already_passed_on": (
        "{owner} ya lo tiene y te va a responder.",
        "Eso ya lo sabe {owner}. Él se comunica contigo.",
    ),
    "condolence": ("Lo siento mucho, te acompaño en el sentimiento.", "De verdad lo siento mucho."),
    "crisis": (
        "Siento mucho que estés pasando por esto. Si piensas en hacerte daño, llama al 988, a cualquier hora.",
        "Por favor no te guardes esto. Puedes llamar al 988 a cualquier hora, de día o de noche.",
    ),
    "sorry_complaint": ("Lo siento mucho.", "Eso no debe pasar. Te pido una disculpa."),
    "complaint_offer": (
        "{owner} lo revisa con la garantía. Tengo {options}. ¿Cuál te queda bien?",
        "Tráelo y {owner} lo ve con la garantía: {options}. ¿Cuál prefieres?",
    ),
    "complaint_offer/one": (
        "{owner} lo puede revisar con la garantía {options}. ¿Te queda bien?",
        "¿Lo puedes traer {options}? {owner} lo ve con la garantía.",
    ),
    "threat": (
        "Entiendo tu molestia. Ya le avisé a {owner} y él se comunica contigo.",
        "Te entiendo. {owner} ya lo sabe y te va a contactar personalmente.",
    ),
    "here_noted": ("Gracias, ya le avisé a {owner} que estás aquí.", "Listo, {owner} ya sabe que llegaste."),
    "late_noted": (
        "Gracias por avisar. Ya le dije a {owner}.",
        "No te preocupes, {owner} ya sabe que vas a llegar tarde.",
    ),
    "pick_up_noted": (
        "Ya le avisé a {owner} que vienes a recogerlo.",
        "{owner} ya sabe que quieres recogerlo.",
    ),
    "call_booked": (
        "{owner} te llama {lead:when}.",
        "Tu llamada con {owner} es {lead:when}.",
    ),
    "call_soon": ("Listo, {owner} te llama en cuanto pueda.", "Está bien, {owner} te llama cuando esté libre."),
    "ask_message": ("Claro, ¿qué le digo a {owner}?", "Con gusto. ¿Cuál es el mensaje para {owner}?"),
    "call_ask_time": ("¿A qué hora quieres que te llame {owner}?", "¿Cuándo te puede llamar {owner}?"),
    "call_at_night": (
        "{owner} llama entre {first:the} y {last:the}. ¿A qué hora te queda bien?",
        "A esa hora no llamamos. ¿Te sirve alguna hora entre {first:the} y {last:the}?",
    ),
    # --- money
    "discount_granted": (
        "Claro, te puedo descontar el {percent:percent}.",
        "Te queda con el {percent:percent} de descuento, ya lo anoté.",
    ),
    "discount_owner": (
        "El descuento lo decide {owner}. Ya le pregunté.",
        "Ese descuento no lo puedo decidir yo, así que ya le pregunté a {owner}.",
    ),
    "discount_condition": (
        "Un trato así lo decide {owner}. Ya le pregunté.",
        "No te lo puedo prometer yo, pero ya se lo pasé a {owner}.",
    ),
    "discount_have": (
        "Ya tienes el {percent:percent} de descuento.",
        "Tu descuento del {percent:percent} ya está anotado.",
    ),
    "no_special": ("Por ahora no hay ofertas.", "En este momento no tenemos promociones."),
    "no_discount": ("Lo siento, ahora no hay descuentos.", "No puedo bajar más el precio, lo siento."),
    # --- small talk
    "welcome": ("¡De nada!", "¡Con gusto!"),
    "bye": ("¡Hasta luego, cuídate!", "¡Que te vaya bien!"),
    "take_your_time": ("Sin prisa. Escríbeme cuando sepas.", "Claro, tómate tu tiempo. Aquí estoy."),
    "repair_noted": ("Ya anoté que es {label:the}.", "Listo, anoté que en realidad es {label:the}."),
    "device_noted": ("Listo, ya anoté que es {device:a}.", "Gracias, anoté que es {device}."),
    "name_noted": ("¡Gracias, {name}!", "Anotado, {name}."),
    "name_noted_other": ("Gracias, anoto que es para {name}.", "Anotado, es para {name}."),
    "robot": (
        "Soy {assistant}, asistente de IA. {owner} hace las reparaciones y yo le paso tus mensajes.",
        "Escribes con {assistant}, asistente de IA del taller. {owner} lee lo que le paso.",
    ),
    "spelled": ("Es {name}.", "Se escribe {name}."),
    "said_again": ("{text}", "Claro. {text}"),
    "hear_you": ("Sí, aquí estoy.", "Aquí sigo."),
    "no_problem": ("¡No hay problema!", "No te preocupes."),
    "praise": (
        "¡Gracias, qué bueno oír eso!",
        "¡Qué amable, muchas gracias!",
    ),
    "all_set": ("Todo listo: {lead:what}, {lead:when}.", "Todo queda para {lead:when}. ¡Nos vemos!"),
    "spam": ("Gracias, pero no nos interesa.", "No, gracias, no lo necesitamos."),
    "wrong_number": ("No hay problema, ¡que tengas buen día!", "A todos nos pasa. ¡Cuídate!"),
    "opted_out": (
        "Está bien, ya no te vamos a mandar mensajes. Escribe START si cambias de idea.",
        "Entendido, no te escribimos más. Con START vuelven los mensajes.",
    ),
    "flirt": ("Ja, gracias, pero solo sé de teléfonos.", "Qué lindo, pero lo mío son los teléfonos."),
    "photo_noted": (
        "Gracias por la foto. Yo no la puedo ver, pero {owner} la va a revisar.",
        "Recibí tu foto y se la guardé a {owner}.",
    ),
    "voice_note": (
        "Perdón, no puedo escuchar notas de voz. ¿Me lo escribes?",
        "Aquí no puedo oír audios. ¿Me lo puedes escribir?",
    ),
    "file_unreadable": (
        "Perdón, no puedo abrir {kind:file}. ¿Me lo escribes?",
        "Se lo guardé a {owner}, pero yo no puedo abrir {kind:file}. ¿Me lo puedes escribir?",
    ),
    "location_noted": ("Gracias, anoté {address}.", "Listo, la dirección es {address}."),
    "location_noted/no_address": ("Gracias, anoté tu ubicación.", "Listo, ya tengo tu ubicación."),
    "late_answer": ("Perdón por la demora.", "Disculpa que tardé en responder."),
    "owner_will_text": (
        "¡Gracias por tu mensaje! {owner} te contesta personalmente.",
        "{owner} ya tiene tu mensaje y te responde él mismo.",
    ),
    "too_much": (
        "Guardé tus mensajes, pero son demasiados para atenderlos. Escríbeme otra vez en una hora.",
        "Son más de los que puedo atender. Quedaron guardados. ¿Me escribes en una hora?",
    ),
    # --- web chat
    "web_number": (
        "Para eso necesito tu número de celular, y te mando un código. ¿Cuál es?",
        "¿Cuál es tu número de celular? Te mando un código y con eso seguimos.",
    ),
    "web_code": (
        "Si el número que termina en {ending} recibe nuestros mensajes, le llega un código. Escribe aquí los 6 dígitos"
        " antes de 10 minutos.",
        "El código va en camino si el número que termina en {ending} recibe nuestros mensajes. Escribe aquí los 6"
        " dígitos antes de 10 minutos.",
    ),
    "web_no_code": (
        "No puedo mandar un código a ese número. Escríbenos desde tu celular y seguimos ahí.",
        "Perdón, a ese número no puedo mandar un código. Mándanos un mensaje desde tu celular y seguimos ahí.",
    ),
    "web_code_wrong": (
        "Ese código no es correcto o ya venció. Revísalo, o dime otra vez tu número.",
        "Ese código no funciona. Revisa el último mensaje, o dime tu número otra vez.",
    ),
    "web_code_lost": (
        "Puede tardar un minuto. Si no llega, dime otra vez tu número y te mando otro código.",
        "A veces tarda un minuto. Si no te llega nada, escribe otra vez tu número y te mando otro código.",
    ),
    "web_number_wrong": (
        "Ese número no parece completo. Escríbelo con el código de área, como 904 555 0123.",
        "No lo puedo leer como un número de teléfono. Escríbelo entero, con el código de área, como 904 555 0123.",
    ),
    "web_why_number": (
        "Para que nadie más pueda agendar, ver o cambiar algo con tu número. ¿A cuál te mando el código?",
        "Así nadie más puede agendar ni ver nada con tu número. ¿A cuál te mando el código?",
    ),
    "web_other_phone": (
        "Sirve cualquier celular que reciba mensajes, también el de un amigo. Sin eso te doy precios y horarios, pero"
        " no agendo.",
        "Puedes usar cualquier celular cercano que reciba mensajes. Sin eso no agendo, pero sí te doy precios y"
        " horarios.",
    ),
    "web_text_us": (
        "En este momento {owner} responde en persona. Escríbenos desde tu celular para que pueda contestarte.",
        "Ahora mismo {owner} contesta en persona. Mándanos un mensaje desde tu celular para que pueda responderte.",
    ),
    "web_proved": (
        "Gracias, tu número está confirmado. ¿En qué te ayudo?",
        "Listo, ese es tu número. ¿Qué necesitas?",
    ),
    "web_proved_asked": ("Gracias, tu número está confirmado.", "Listo, ese es tu número."),
    # --- texts that we send by ourselves
    "notice_confirmation": (
        "{shop}: {lead:visit} es {lead:dated}{lead:fee}. ¿Cambios? Escríbenos. Responde STOP para no recibir más.",
    ),
    "notice_code": ("{shop}: {code} es tu código para el chat de nuestra página. ¿No fuiste tú? No hagas nada.",),
    "notice_day_before": ("{shop}: te recordamos {lead:visit}, {lead:dated}. Para cambiarla, escríbenos.",),
    "notice_two_hours_before": ("{shop}: ya casi es {lead:visit}, {lead:dated}. ¿Vas tarde? Escríbenos.",),
    "notice_moved": ("{shop}: {lead:visit} ahora es {lead:dated}. Para cambiarla, escríbenos.",),
    "notice_cancelled": ("{shop}: {lead:visit}, {lead:dated}, ya no está en la agenda. ¿Es un error? Escríbenos.",),
    "notice_ready": ("{shop}: tu equipo ya está listo para recoger: {lead:what}. ¿Dudas? Escríbenos.",),
    "notice_completed": ("{shop}: ya terminamos con tu {lead:what}. ¡Gracias! ¿Algo no quedó bien? Escríbenos.",),
    "notice_review": ("{shop}: ¡gracias por tu visita! Una reseña corta nos ayudaría mucho: {url}",),
    "notice_closed": (
        "{shop}: perdón, no podemos cumplir con {lead:visit}, {lead:dated}: vamos a estar cerrados. En su lugar, ¿te"
        " queda bien {options:dated}? O dime qué hora prefieres.",
    ),
    "notice_closed/no_options": (
        "{shop}: perdón, no podemos cumplir con {lead:visit}, {lead:dated}: vamos a estar cerrados. ¿Qué otro día y a"
        " qué hora te queda bien?",
    ),
    "notice_kept": (
        "{shop}: buenas noticias, sí podemos cumplir con {lead:visit}, {lead:dated}. Queda como estaba. Para cambiarla,"
        " escríbenos.",
    ),
    "notice_answer_yes": ('{owner} dice que sí a tu pregunta: "{question}"',),
    "notice_answer_yes/no_question": ("{shop}: {owner} dice que sí a lo que nos preguntaste por teléfono.",),
    "notice_answer_no": ('{owner} dice que no, lo siento. Tu pregunta era: "{question}"',),
    "notice_answer_no/no_question": ("{shop}: {owner} dice que no, lo siento, a lo que nos preguntaste por teléfono.",),
    "notice_granted": (
        "Buenas noticias: {owner} te da un {percent:percent} de descuento. Escríbenos día y hora para agendar con él.",
    ),
    "notice_granted_booked": ("Buenas noticias: {owner} te da un {percent:percent} de descuento. Ya está en tu cita.",),
    "notice_granted_less": (
        "{owner} no puede darte un {wanted:percent} de descuento, pero sí un {percent:percent}. Escríbenos día y hora "
        "para agendar con él.",
    ),
    "notice_granted_booked_less": (
        "{owner} no puede darte un {wanted:percent} de descuento, pero sí un {percent:percent}. Ya está en tu cita.",
    ),
    "notice_not_granted": ("{owner} no puede darte un {percent:percent} de descuento, lo siento.",),
    "notice_owner_says": ("{owner} dice {words}",),
    "notice_owner_asks": ("{owner} pregunta {words}",),
    "notice_owner_quote": ("{owner} dice: {words}",),
    "notice_unanswered": (
        '{owner} todavía no ha podido responderte. Tiene tu pregunta y te escribimos en cuanto conteste: "{question}"',
    ),
    "notice_unanswered/no_question": (
        "{shop}: {owner} todavía no ha podido responder lo que nos preguntaste por teléfono. Tiene tu pregunta y te "
        "escribimos en cuanto conteste.",
    ),
    "notice_unanswered_discount": (
        "{owner} todavía no ha podido decidir sobre el {percent:percent} de descuento. Tiene tu pregunta y te "
        "escribimos en cuanto conteste.",
    ),
    "notice_missed_call": ("¡Perdón, no alcanzamos a contestar! Es {shop}. ¿En qué te ayudamos? Escríbenos aquí.",),
    # --- calls
    "call_greeting": (
        "Hola, soy {assistant}, la asistente de IA de {shop}. Marca cero para hablar con {owner}. "
        f"{FOR_OTHERS} ¿En qué te ayudo?",
        "Gracias por llamar a {shop}, soy {assistant}, la asistente de IA. Para {owner}, marca cero. "
        f"{FOR_OTHERS} ¿Qué necesitas?",
    ),
    "call_greeting_own": (
        f"{{text:brief}} Soy {{assistant}}, la asistente de IA. Marca cero para {{owner}}. {FOR_OTHERS}",
        f"{{text:brief}} Habla {{assistant}}, la asistente de IA. Para {{owner}}, marca cero. {FOR_OTHERS}",
    ),
    "call_not_heard": ("Perdón, no escuché nada. ¿En qué te ayudo?", "¿Sigues ahí? ¿Qué necesitas?"),
    "call_unclear": ("Perdón, no te entendí. ¿Lo puedes repetir?", "Disculpa, ¿me lo repites?"),
    "call_silence": ("Perdón, no escuché nada.", "¿Sigues ahí?"),
    "call_missed": ("Perdón, no te entendí.", "Disculpa, no te escuché bien."),
    "call_yes_or_no": ("Perdón, ¿fue un sí o un no?", "No te entendí bien. ¿Sí o no?"),
    "call_keys": (
        "Puedes usar el teclado. Marca uno para precios, dos para hacer una cita, tres para tus citas, o cero para"
        " {owner}.",
        "Usemos el teclado. Marca uno para precios, dos para una cita, tres para tus citas o cero para {owner}.",
    ),
    "call_keys_times": (
        "{options:times}. Marca uno para la primera, dos para la segunda, y así.",
        "{options:times}. En el teclado, uno es la primera, dos la segunda, y así.",
    ),
    "call_who": (
        "Llamaste a {shop}, reparamos celulares, y soy {assistant}, la asistente con IA. ¿En qué te ayudo?",
        "Aquí es {shop}, un taller de celulares, y soy {assistant}, la asistente con IA. ¿Qué necesitas?",
    ),
    "call_anything_else": ("¿Algo más?", "¿Te ayudo con algo más?"),
    "call_keys_yes_or_no": ("Marca uno para sí, o dos para no.", "Usemos el teclado. Uno para sí, dos para no."),
    "call_goodbye": ("Gracias por llamar. ¡Adiós!", "Gracias por tu llamada. ¡Hasta luego!"),
    "call_goodbye_silent": (
        "No te escucho, mejor escríbenos un mensaje a este número. ¡Adiós!",
        "Sigo sin escucharte. Puedes escribir a este número. ¡Adiós!",
    ),
    "call_goodbye_silent_no_text": (
        "No te escucho. Llámanos de nuevo cuando quieras. ¡Adiós!",
        "Sigo sin escucharte. Por favor, llama más tarde. ¡Adiós!",
    ),
    "call_too_long": (
        "{owner} sigue con esto y se comunicará contigo. ¡Adiós!",
        "Dejo el resto a {owner}, que se comunicará contigo. ¡Adiós!",
    ),
    "call_wait": ("Un momento, por favor.", "Déjame revisar."),
    "call_ask_number": (
        "¿A qué número te podemos escribir? Dilo o márcalo en el teclado.",
        "¿Qué número recibe mensajes? Lo puedes decir o marcar.",
    ),
    "call_number_back": ("Tengo el {number}. ¿Es correcto?", "Es el {number}. ¿Está bien?"),
    "call_number_noted": (
        "Gracias, ya le dije a {owner} que use ese número. ¿Algo más?",
        "Listo, {owner} ya tiene ese número. ¿Te ayudo con algo más?",
    ),
    "call_waits": ("Claro, tómate tu tiempo.", "Por supuesto, sin prisa."),
    "call_number_more": ("Bien, ¿y lo que sigue?", "Adelante. ¿Qué números siguen?"),
    "call_number_why": (
        "Necesito un número para esto, porque ahí llega la confirmación por mensaje. ¿Cuál puedo usar?",
        "Sin un número no lo puedo agendar, porque ahí llega la confirmación. ¿Cuál puedo usar?",
    ),
    "call_not_booked": (
        "Está bien, entonces no queda nada agendado. ¿Algo más?",
        "De acuerdo, no agendé nada. ¿Te ayudo con algo más?",
    ),
    "call_number_bad": (
        "A ese número no puedo escribir. Di o marca los diez dígitos, por favor.",
        "Necesito los diez dígitos del número. Los puedes marcar.",
    ),
    "call_transfer": ("Un momento, trato de comunicarte con {owner}.", "Déjame ver si {owner} puede contestar."),
    "call_owner_busy": (
        "No te puedo comunicar porque {owner} está {status:doing} {until:until}, pero ya le avisé. ¿Cuándo quieres que"
        " te llame?",
        "{owner} está {status:doing} {until:until} y ya le avisé. ¿A qué hora quieres que te llame?",
    ),
    "call_owner_busy/no_until": (
        "No te puedo comunicar porque {owner} está {status:doing}, pero ya le avisé que llamaste. ¿Cuándo quieres que"
        " te llame?",
        "{owner} está {status:doing} y ya le avisé que llamaste. ¿A qué hora quieres que te llame?",
    ),
    "call_owner_closed": (
        "Ahora está cerrado y no te puedo comunicar, pero ya le avisé a {owner} que llamaste. ¿Cuándo quieres que te"
        " llame?",
        "El taller está cerrado, así que ya le avisé a {owner}. ¿A qué hora te puede llamar?",
    ),
    "call_limit": (
        "Hoy ya no podemos recibir más llamadas, mejor escríbenos o llama mañana. ¡Adiós!",
        "Por hoy ya no tomamos más llamadas, escríbenos un mensaje o llama mañana. ¡Adiós!",
    ),
    "call_not_taken": ("{owner} no puede contestar ahora.", "No pude comunicarme con {owner}."),
    "call_voicemail": (
        "Deja tu mensaje después del tono. Se grabará para {owner}. Marca la tecla de número al terminar.",
        "Después del tono, puedes grabar un mensaje para {owner}. Marca la tecla de número al terminar.",
    ),
    "call_voicemail_thanks": (
        "Gracias, {owner} recibirá tu mensaje. ¡Adiós!",
        "Listo, le aviso a {owner}. ¡Adiós!",
    ),
    "call_whisper": (
        "Un cliente llama a {shop}. Marca uno para tomar la llamada.",
        "Hay un cliente en la línea para {shop}. Marca uno para tomar la llamada.",
    ),
    "call_spanish": ("¿Prefieres hablar en español?", "¿Seguimos en español?"),
    "call_spanish_en": ("Would you rather speak English?", "Shall we speak English?"),
    "ask_call": ("¿Quieres que {owner} te llame {slot:read}?", "{owner} te puede llamar {slot:read}. ¿Está bien?"),
    # --- danger
    "safety": ("{text}", "Otra vez, por favor: {text}"),
    "safety_again": (
        "No lo cargues ni lo aprietes, y mantenlo lejos de la gente.",
        "Mejor no lo uses y déjalo afuera, lejos de la gente.",
    ),
    "danger_call": ("¿Quieres que {owner} te llame?", "¿Prefieres que {owner} te llame?"),
    "danger_bring": (
        "Ya le avisé a {owner}, y él decide cuándo lo puedes traer. ¿Le pido que te llame?",
        "{owner} ya lo sabe, así que habla con él antes de traerlo. ¿Prefieres que te llame?",
    ),
    "emergency": ("Por favor llama al 911 ahora mismo.", "Llama ya al 911, por favor."),
    "emergency_fire": ("Que todos salgan y se alejen de ahí.", "Saca a todos y aléjense de ahí."),
    "emergency_burn": ("Aléjense todos de eso.", "Que nadie se acerque a eso."),
    "emergency_swallowed": ("No esperes, aunque parezca que está bien.", "No esperes a que haya síntomas."),
    "emergency_called": ("Qué bueno. Haz lo que te digan y cuídate mucho.", "Bien. Sigue sus instrucciones y cuídate."),
    "emergency_over": ("Qué alivio que estés bien.", "Menos mal que ya pasó."),
    **spanish_owner.SENTENCES,
}

EAR: Mapping[str, Sequence[str]] = {
    "ask_device_of": ("¿Para qué teléfono es?", "¿Qué modelo es?"),
    "price": ("{job:The} cuesta desde {amount}.", "{job:The} te sale desde {amount}."),
    "price_by_family": (
        "{label:The} cuesta desde {prices}.",
        "Depende del teléfono. {label:The} cuesta desde {prices}.",
    ),
    "price_list": (
        "El precio depende del teléfono y de la reparación.",
        "Depende de lo que haya que arreglar y del modelo.",
    ),
    "fact": ("{text}", "Como te decía. {text}"),
    "fact_unknown": (
        "Ya le pregunté a {owner} por {topics:topic}. Está {status:doing} {until:until} y te escribe después.",
        "Eso lo sabe {owner}, y ya le pregunté por {topics:topic}. Está {status:doing} {until:until}, y luego te"
        " escribe.",
    ),
    "bulletin": ("{text}", "Para que lo sepas. {text}"),
    "safety": ("{text}", "Otra vez, por favor. {text}"),
    "danger_call": ("¿Quieres que te llame?", "¿Prefieres que te llame?"),
    "emergency": (
        "Por favor cuelga y llama al nueve uno uno ahora mismo.",
        "Cuelga ya, por favor, y llama al nueve uno uno.",
    ),
    "no_walk_ins": (
        "Por favor no vengas sin cita. No hay nadie en el taller {until:until}.",
        "No podemos atender sin cita {until:until}, lo siento.",
    ),
    "no_walk_ins/no_until": (
        "Por favor no vengas sin cita. Puede que no haya nadie en el taller.",
        "Por ahora no podemos atender sin cita, lo siento.",
    ),
    "offer_day": ("{day} tengo {options:times}. ¿Cuál te queda bien?", "{day}, {options:times}. ¿Cuál prefieres?"),
    "offer_options": ("Tengo {options}. ¿Cuál te queda bien?", "¿Qué tal {options}?"),
    "offer_some": (
        "{day} tengo, por ejemplo, {options:times}. ¿Cuál te queda bien?",
        "{day} hay más, pero ¿qué tal {options:times}?",
    ),
    "ask_which_time": ("Claro, ¿cuál prefieres, {options}?", "¿Cuál de estas te queda mejor, {options}?"),
    "ask_book": ("{jobs}, {slot:read}. ¿Te lo aparto?", "Sería {jobs:a}, {slot:read}. ¿Lo agendo?"),
    "ask_book_priced": (
        "{jobs}, desde {amount}, {slot:read}. ¿Te lo aparto?",
        "Sería {jobs:a}, desde {amount}, {slot:read}. ¿Lo agendo?",
    ),
    "ask_book/no_jobs": ("{slot:Read}. ¿Te lo aparto?", "Sería {slot:read}. ¿Lo agendo?"),
    "ask_book_on_site": (
        "{slot:Read}, por {fee} más, {owner} va hasta {address} para tu {jobs}. ¿Lo agendo?",
        "Sería {slot:read}, por {fee} más, y {owner} va hasta {address} para tu {jobs}. ¿Te la aparto?",
    ),
    "ask_book_on_site/no_address": (
        "{slot:Read}, por {fee} más, {owner} va adonde estés para tu {jobs}. ¿Lo agendo?",
        "Sería {slot:read}, por {fee} más, a domicilio para tu {jobs}. ¿Te la aparto?",
    ),
    "ask_book_on_site/no_jobs": (
        "{slot:Read}, por {fee} más, {owner} va adonde estés. ¿Lo agendo?",
        "Sería una visita a domicilio {slot:read}, por {fee} más. ¿Te la aparto?",
    ),
    "booked": (
        "Listo, tienes cita para {lead:a}, {lead:when}. {lead:Cost}.",
        "Todo listo para {lead:a}, {lead:when}. {lead:Cost}.",
    ),
    "booked_too": (
        "También agendé {lead:a}, {lead:when}. {lead:Cost}.",
        "Y también tienes {lead:a}, {lead:when}. {lead:Cost}.",
    ),
    "booked_warranty": (
        "Listo, tienes cita para {lead:a}, {lead:when}. {owner} lo revisa con la garantía.",
        "Todo listo para {lead:a}, {lead:when}. {owner} lo ve con la garantía.",
    ),
    "booked_on_site": (
        "Listo, {owner} va adonde estés {lead:when}. {lead:Cost}.",
        "Todo listo, {owner} llega a tu domicilio {lead:when}. {lead:Cost}.",
    ),
    "booked_on_site/no_address": (
        "Listo, {owner} va adonde estés {lead:when}. {lead:Cost}.",
        "Todo listo, {owner} llega a tu domicilio {lead:when}. {lead:Cost}.",
    ),
    "visit_set": (
        "Sí, {owner} va adonde estés {lead:when}.",
        "Así es, {owner} llega a tu domicilio {lead:when}.",
    ),
    "visit_set/no_address": (
        "Sí, {owner} va adonde estés {lead:when}.",
        "Así es, {owner} llega a tu domicilio {lead:when}.",
    ),
    "upsell_or_booking": (
        "¿Quito solo {item:the}, o cancelo toda la cita {lead:of}?",
        "Para confirmar, ¿ya no quieres {item:the}, o ya no quieres la cita?",
    ),
    "moved": (
        "Listo, tu {lead:what} ahora es {lead:when}. ¡Nos vemos!",
        "Ya cambié tu {lead:what} para {lead:when}.",
    ),
    "cancelled": (
        "Tu cita {lead:of} ya está cancelada. Llámanos cuando quieras otra.",
        "Listo, cancelé tu cita {lead:of}.",
    ),
    "kept": (
        "Está bien, tu cita sigue en pie para {lead:when}.",
        "No cambié nada, tu {lead:what} sigue para {lead:when}.",
    ),
    "ask_move": (
        "Tu {lead:what} pasa para {slot:read}. ¿Hago el cambio?",
        "Entonces tu {lead:what} sería {slot:read}. ¿Cambio la cita?",
    ),
    "ask_cancel": (
        "Tu {lead:what}, {lead:read}. ¿Quieres que la cancele?",
        "Es tu {lead:what}, {lead:read}. ¿Cancelo esa cita?",
    ),
    "ask_cancel_first": (
        "Primero tu {lead:what}, {lead:read}. ¿Quieres que la cancele?",
        "Empecemos por tu {lead:what}, {lead:read}. ¿Cancelo esa cita?",
    ),
    "ask_cancel_next": (
        "Y la cita {lead:of}, ¿también la cancelamos?",
        "La siguiente es {lead:when}. ¿Quieres que también la cancele?",
    ),
    "ask_which_booking": (
        "¿Cuál quieres {action:do}, {leads:or}?",
        "Tienes más de una. ¿Quieres {action:do} {leads:or}?",
    ),
    "your_booking": ("Tienes {lead:a} {lead:when}.", "Veo tu {lead:what} {lead:when}."),
    "your_bookings": ("Tienes {leads}.", "Veo {leads}."),
    "no_bookings": (
        "No veo ninguna cita con este número.",
        "Con el número desde el que llamas no hay ninguna cita.",
    ),
    "booking_on_closed_day": (
        "Lo siento, ahora vamos a estar cerrados {lead:when}, y {owner} ya lo sabe. ¿Te busco otra hora?",
        "Tuvimos que cerrar {lead:when}, lo siento. ¿Te busco otra hora?",
    ),
    "how_to_change": (
        "Puedes cambiar o cancelar tu cita cuando quieras, solo llámanos o escríbenos.",
        "Si cambian tus planes, llámanos o escríbenos.",
    ),
    "already_cancelled": ("La cita {lead:of} ya está cancelada.", "Esa ya se había cancelado."),
    "status_booked": ("Tu {lead:what} es {lead:when}.", "Sigue en pie para {lead:when}."),
    "status_with_owner": (
        "{owner} tiene tu equipo y te escribe cuando esté listo.",
        "Lo tiene {owner}, y te escribe cuando termine.",
    ),
    "status_ready": (
        "Ya terminamos con tu {lead:what}, puedes pasar por tu equipo.",
        "Buenas noticias, ya puedes pasar por tu equipo.",
    ),
    "status_finished": ("Ya terminamos con tu {lead:what}.", "Buenas noticias, {owner} ya acabó con tu equipo."),
    "status_cancelled": ("La cita {lead:of} está cancelada.", "Esa cita fue cancelada, la {lead:of}."),
    "status_missed": ("No nos vimos en la cita {lead:of}.", "No te vimos {lead:when}."),
    "complaint_offer": (
        "{owner} lo revisa con la garantía. ¿Qué te queda mejor, {options}?",
        "{owner} lo ve con la garantía. ¿Qué tal {options}?",
    ),
    "call_booked": ("{owner} te llama {lead:when}.", "Tu llamada con {owner} es {lead:when}."),
    "take_your_time": ("Sin prisa. Llama o escribe cuando sepas.", "Claro, tómate tu tiempo."),
    "robot": (
        "Soy {assistant}, asistente de IA. {owner} hace las reparaciones y yo le paso tus mensajes.",
        "Hablas con {assistant}, asistente de IA del taller. Le puedo dejar un mensaje a {owner}.",
    ),
    "spelled": ("Se escribe {name:spelled}.", "Otra vez, se escribe {name:spelled}."),
    "hear_you": ("Sí, te escucho.", "Aquí estoy, te escucho bien."),
    "all_set": ("Todo listo para {lead:when}.", "Todo queda para {lead:when}. ¡Nos vemos!"),
    "crisis": (
        "Siento mucho que estés pasando por esto. Si piensas en hacerte daño, llama al nueve ocho ocho, a cualquier"
        " hora.",
        "Por favor no te guardes esto. Puedes llamar al nueve ocho ocho a cualquier hora, de día o de noche.",
    ),
}

DOING: Mapping[str, str] = {
    "working": "en el taller",
    "gym": "en el gimnasio",
    "driving": "manejando",
    "break": "en un descanso",
    "sleeping": "fuera",
    "custom": "ocupado",
}
ACTIONS: Mapping[str, str] = {"move": "cambiar", "cancel": "cancelar"}
NEWS: Mapping[str, str] = {
    "new": "citas nuevas",
    "moved": "cambios",
    "cancelled": "cancelaciones",
    "callback": "llamadas pedidas",
    "call": "llamadas perdidas",
    "question": "preguntas",
    "opt_out": "bajas",
    "limit": "presupuesto",
    "digest": "la lista de la mañana",
}
FILES: Mapping[str, str] = {
    "video": "videos",
    "contact card": "contactos",
    "PDF": "archivos PDF",
    "": "ese archivo",
}
VISITS: Mapping[str, str] = {
    "appointment": "tu cita",
    "on_site": "nuestra visita",
    "callback": "nuestra llamada",
}
REPAIR, THAT = "reparación", "eso"
DEVICE, AND, OR, FOR = "equipo", "y", "o", "para"
COST = "desde {amount}"
COST_UNKNOWN = "{owner} confirma el precio"
COST_VISIT = " más {fee} por la visita"
COST_LESS = ", menos tu {percent}"
CALL = "llamada de {owner}"
ENDS: Mapping[str, str] = {"ready": "listo", "completed": "terminado", "no_show": "no vino"}
SYMBOLS: Mapping[str, str] = {
    "&": "y",
    "@": "arroba",
    "#": "número",
    "+": "más",
    "=": "es",
    "%": "por ciento",
    "$": "dólares",
    "\u00b0": "grados",
}
DOT, POINT, TO = "punto", "punto", "a"
MORE = "{count} más"

# A date that is half a year away or more has its year.
_NEAR_DAYS = 180
_FEMININE_ENDS = ("a", "ión", "dad")
_MASCULINE = ("problema", "sistema", "día")
_FEMININE_NOUNS = ("noche", "noches", "vez", "veces")
# Words that can follow a number without being what is counted.
_NOT_COUNTED = ("con", "del", "hasta", "más", "para", "pero", "por", "que")
_DAYS = "lunes martes miércoles jueves viernes sábado domingo".split()
_MONTHS = ("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre").split()
_ONES = """
    cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete
    dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete
    veintiocho veintinueve
""".split()
_TENS = "_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_HUNDREDS = """
    _ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos
""".split()


def number(count: int, noun: str = "") -> str:
    """Return the number in words, as used before the noun: "setenta y nueve", "veintiún", "una", "doscientas"."""
    said = counted(count)
    if noun in _NOT_COUNTED:
        return said
    if _is_feminine(noun.removesuffix("s")) or noun in _FEMININE_NOUNS:
        feminine = said.replace("cientos", "cientas").replace("quinientos", "quinientas")
        return f"{feminine.removesuffix('uno')}una" if feminine.endswith("uno") else feminine
    if said.endswith("veintiuno"):
        return f"{said.removesuffix('uno')}ún"
    return said[:-1] if said.endswith("uno") else said


def four_digits(count: int) -> str:
    """Return a number of four digits in words, such as a year or the number of a house."""
    return counted(count)


def ordinal(count: int) -> str:
    """Return what is said for an ordinal number written in digits, mostly in the name of a street."""
    return counted(count)


def month_day(month: int, day: int) -> str:
    """Return the date: "catorce de febrero"."""
    return f"{'primero' if day == 1 else counted(day)} de {_MONTHS[month - 1]}"


def counted(count: int) -> str:
    """Return the number as it is counted, in words: "veintiuno"."""
    if count < 30:
        return _ONES[count]
    if count < 100:
        tens, ones = divmod(count, 10)
        return _TENS[tens] + (f" y {_ONES[ones]}" if ones else "")
    if count < 1000:
        hundreds, rest = divmod(count, 100)
        return "cien" if count == 100 else _HUNDREDS[hundreds] + (f" {counted(rest)}" if rest else "")
    thousands, rest = divmod(count, 1000)
    return ("mil" if thousands == 1 else f"{number(thousands)} mil") + (f" {counted(rest)}" if rest else "")


def day_said(day: date, today: date, *, ear: bool = False) -> str:
    """Return the day: "hoy", "mañana", "el sáb 14 de feb", "el sábado catorce de febrero"."""
    if 0 <= (day - today).days <= 1:
        return "hoy" if day == today else "mañana"
    return f"el {_date(day, today, ear=ear)}"


def _date(day: date, today: date, *, ear: bool = False) -> str:
    name, month = _DAYS[day.weekday()], _MONTHS[day.month - 1]
    if ear:
        return f"{name} {month_day(day.month, day.day)}"
    year = f" de {day.year}" if abs((day - today).days) > _NEAR_DAYS else ""
    return f"{name[:3]} {day.day} de {month[:3]}{year}"


def full_day(day: date, today: date) -> str:
    """Return the day in words that are still clear on another day: "mañana (mié 11 de feb)"."""
    said = day_said(day, today)
    return f"{said} ({_date(day, today)})" if said in ("hoy", "mañana") else said


def both_days(day: date, today: date) -> str:
    """Return the day with its weekday, to be heard: "mañana, miércoles", "el sábado catorce de febrero"."""
    said = day_said(day, today, ear=True)
    return f"{said}, {_DAYS[day.weekday()]}" if said in ("hoy", "mañana") else said


def weekday(day: date, today: date, *, ear: bool = False) -> str:
    """Return the day of one of several options: "mañana", "mar", "el martes"; with its date from a week ahead."""
    if not timedelta(days=1) < day - today < timedelta(days=7):
        return day_said(day, today, ear=ear).removeprefix("" if ear else "el ")
    name = _DAYS[day.weekday()]
    return f"el {name}" if ear else name[:3]


def clock(at: time, *, ear: bool = False, bare: bool = False) -> str:
    """Return the time: "2:00 PM", "dos de la tarde", or "dos" if it is `bare`."""
    if not ear:
        return time_label(at)
    if at in (time(), time(12)) and not bare:
        return "doce del mediodía" if at.hour else "doce de la noche"
    hour = "una" if at.hour % 12 == 1 else counted(at.hour % 12 or 12)
    minutes = {0: "", 15: " y cuarto", 30: " y media"}.get(at.minute, f" y {counted(at.minute)}")
    part = "de la mañana" if 0 < at.hour < 12 else "de la tarde" if 12 <= at.hour < 19 else "de la noche"
    return f"{hour}{minutes}" if bare else f"{hour}{minutes} {part}"


def the_clock(at: time, *, ear: bool = False, bare: bool = False) -> str:
    """Return the time with its article: "las 2:00 PM"."""
    return f"{'la' if at.hour % 12 == 1 else 'las'} {clock(at, ear=ear, bare=bare)}"


def at_clock(at: time, *, ear: bool = False, bare: bool = False) -> str:
    """Return when something happens: "a las 2:00 PM"."""
    return f"a {the_clock(at, ear=ear, bare=bare)}"


def until(said: str) -> str:
    """Return until when something lasts: "hasta el mar 1 de dic"."""
    return f"hasta {said}"


def window(first: time | None, last: time | None, *, is_after: bool, is_before: bool, ear: bool) -> str:
    """Return the window: "después de las 2:00 PM" if it excludes 2:00 PM itself, else "desde las 2:00 PM"."""
    start, end = (at and the_clock(at, ear=ear) for at in (first, last))
    if start and end:
        return f"entre {start} y {end}"
    if start:
        return f"{'después de' if is_after else 'desde'} {start}"
    return f"{'antes de' if is_before else 'hasta'} {end}" if end else ""


def money(dollars: float, *, ear: bool = False) -> str:
    """Return the amount: "$79", "setenta y nueve dólares"."""
    whole, cents = divmod(round(dollars * 100), 100)
    if not ear:
        return f"${whole}.{cents:02d}" if cents else f"${whole}"
    said = f"{number(whole)} {'dólar' if whole == 1 else 'dólares'}"
    return f"{said} con {number(cents)} centavos" if cents else said


def percent(share: float, *, ear: bool = False) -> str:
    """Return the percentage: "10%", "diez por ciento"."""
    if not ear:
        return f"{share:g}%"
    whole, _, fraction = f"{share:g}".partition(".")
    digits = " ".join(counted(int(digit)) for digit in fraction)
    return f"{counted(int(whole))}{f' punto {digits}' if digits else ''} por ciento"


def a(label: str) -> str:
    """Return the label with its article: "una reparación de pantalla de iPhone 13"."""
    return f"{'una' if _is_feminine(label) else 'un'} {label}"


def of_device(labels: str, device: str) -> str:
    """Return what is done to the device: "reparación de pantalla de iPhone 13"."""
    return f"{labels} de {device}" if device else labels


def the(label: str) -> str:
    """Return the label with its definite article: "la reparación de pantalla"."""
    return f"{'la' if _is_feminine(label) else 'el'} {label}"


def of(said: str) -> str:
    """Return the moment as the one that something belongs to: "del sáb 14 de feb a las 2:00 PM"."""
    return f"del {said.removeprefix('el ')}" if said.startswith("el ") else f"de {said}"


def _is_feminine(label: str) -> bool:
    noun = label.partition(" ")[0]
    return noun.endswith(_FEMININE_ENDS) and noun not in _MASCULINE
