"""From text to a score, with evidence. Pure functions: no files, no clock, no terminal."""
