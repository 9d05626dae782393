"""What LINDA says to the owner in Spanish. Wordings, fields and variants are as in the module for customers."""

from collections.abc import Mapping, Sequence

SENTENCES: Mapping[str, Sequence[str]] = {
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
    "line_kept": ("Añadido a los datos del taller: desde ahora lo respondo yo.",),
    "line_not_kept": ("No cupo en los datos del taller.",),
    "line_not_read": ("No entendí eso. Escribe AYUDA para ver lo que puedo hacer.",),
}
