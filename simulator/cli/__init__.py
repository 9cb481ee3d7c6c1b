"""The commands: one module each. They parse, call and hand back a result; main.py prints it."""
