"""Which questions an interview asks, the interview itself as a state machine, and what it adds up to."""
