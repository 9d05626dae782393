"""The model as receptionist: the tool loop, its tools, what the model is told, and the guard on what it says."""
