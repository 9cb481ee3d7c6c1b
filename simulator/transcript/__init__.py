"""The log of one interview: its events, writing and reading them, what they add up to, and renderings for people."""
