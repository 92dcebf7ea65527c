"""How fast the portal is: a database of its own, filled in bulk, and the CPU of every kind of page."""
