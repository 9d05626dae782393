"""What LINDA says, whichever receptionist has decided it."""
