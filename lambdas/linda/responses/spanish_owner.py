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
    "line_not_read": ("No entendí eso. Escribe AYUDA para ver lo que puedo hacer.",),
}
