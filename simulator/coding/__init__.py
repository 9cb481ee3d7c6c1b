"""Running a candidate's code against the checks of its question, contained."""
