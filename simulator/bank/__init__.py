"""What is asked and what a strong answer shows: the vocabulary as types, and the loader."""
