"""What many transcripts say together: how scores move, what is missed again and again, and what is due."""
