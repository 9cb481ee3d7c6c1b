"""Transcripts as pages for a browser: one file each, with nothing in it that runs and nothing that is fetched."""
