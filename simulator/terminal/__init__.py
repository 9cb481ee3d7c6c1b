"""How things look in a terminal, and which key does what."""
