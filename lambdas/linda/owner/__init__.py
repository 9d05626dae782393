"""The owner's line: he runs the shop by text, answers what customers want to know of him, and takes over."""
