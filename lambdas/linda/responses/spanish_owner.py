"""What LINDA says to the owner in Spanish. Wordings, fields and variants are as in the module for customers."""

from collections.abc import Mapping, Sequence

SENTENCES: Mapping[str, Sequence[str]] = {
    "line_stands_on_closed": (
        "Ese horario está cerrado, pero tienen cita {customers}. Escribe MOVE ALL para pedirles otra hora, o KEEP para"
        " dejarlas.",
    ),
    "line_asked_to_move": ("Les pido otra hora a {customers}.",),
    "line_move_all_again": ("Faltan por preguntar {customers}. Escribe MOVE ALL otra vez.",),
    "line_cannot_text": ("No les puedo escribir a {customers}, llámales por favor.",),
    "line_asked_before": ("Ya les pedí otra hora a {customers}. Escribe KEEP para dejar las citas como están.",),
    "line_none_closed": ("No hay citas en un horario cerrado.",),
    "line_kept": ("Se quedan como están {customers}.",),
    "line_answer_sent": ('Enviado a {who}: "{text}"',),
    "line_answer_later": ('Le llega a {who} {at:at}, cuando acabe el horario de silencio: "{text}"',),
    "line_answer_in_chat": ('Puesto en el chat para {who}: "{text}"',),
    "line_no_texts": ("{who} no puede recibir mensajes nuestros. Tu respuesta está anotada, pero llama al {phone}.",),
    "line_no_question": ("No hay preguntas que te esperen.",),
    "line_which_question": ('¿Cuál? {questions}. Escribe solo el número, por ejemplo "{number}".',),
    "line_unknown_question": ("No hay ninguna pregunta {number}.",),
    "line_answered_before": ('Ya respondiste la pregunta {number}: "{answer}". Ahora no se envió nada.',),
    "line_question": (
        '{number}) {who} preguntó: {question} Escribe "{number} sí", "{number} no" o "{number} ..." con tus palabras.',
    ),
    "line_fact_kept": ("Añadido a los datos del taller: desde ahora lo respondo yo.",),
    "line_fact_not_kept": ("No cupo en los datos del taller.",),
    "line_not_read": ("No entendí eso. Escribe AYUDA para ver lo que puedo hacer.",),
    # --- taking over
    "line_taken": ("Ahora escribes con {name}. Lo que me escribas le llega, hasta que escribas RESUME.",),
    "line_relayed": ("Enviado a {name}.",),
    "line_resumed": ("LINDA vuelve a contestar a {names}.",),
    "line_none_taken": ("No estás escribiendo con ese cliente.",),
    "line_given_back": (
        "No se envió: después de dos horas sin mensajes, LINDA vuelve a contestar a {name}. Escribe TAKE y el nombre o"
        " número para seguir.",
    ),
    "line_only_text": ("Solo puedo pasar texto. A {name} no le llegó.",),
    "line_too_long": ("No se envió: a {name} le caben {most} caracteres a la vez.",),
    "line_too_many_taken": ("Ya escribes con {most} clientes. Escribe RESUME para devolverlos primero.",),
    "line_opted_out": ("{name} no quiere más mensajes nuestros, así que no puedo enviarle nada.",),
    "line_no_customer": ("No conozco a ningún cliente que se llame {who}. Prueba con el número.",),
    "line_which_customer": ("¿Cuál? {names}. Escríbelo otra vez con el número.",),
    # --- lists
    "line_agenda": ("{day:Day}: {entries}.",),
    "line_agenda/no_entries": ("{day:Day}: nada reservado.",),
    "line_free": ("Libre: {free}.",),
    "line_free/no_free": ("No queda nada libre.",),
    "line_agenda_days": ("{first:Day} a {last}: {entries}.",),
    "line_agenda_days/no_entries": ("{first:Day} a {last}: nada reservado.",),
    "line_leads": ("Lo más nuevo: {entries}.",),
    "line_leads/no_entries": ("No hay nada pendiente.",),
    "line_booked": ("{first:Day} a {last}: {count} reservas, desde {amount} en total.",),
    "line_without_price": ("{count} sin precio de lista.",),
}
