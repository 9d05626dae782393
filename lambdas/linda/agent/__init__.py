"""The model as receptionist: the tool loop, its tools, what it is told, and the guard of what it says."""
