"""Plain code as receptionist, where no model answers."""
