"""Plain code as the receptionist, for when no model answers."""
