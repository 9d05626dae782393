"""What LINDA says, whichever receptionist decides it."""
