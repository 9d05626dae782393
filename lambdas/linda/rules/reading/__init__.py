"""How a text is read: words and phrases, entities, acts, choices, names, times and jobs, each in its room."""
