"""The columns of a text: for each word what it is, what stands beside it and how it is parted from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain, compress, count
from typing import cast

from simulator.grading.chunk import ABBREVIATED, CLAUSE_GAP, DOT, GAPS, NO_GAP, STOP, Chunk, known_chunks, read_chunk
from simulator.grading.text import Sentence, Text


def append_columns(text: Text, chunks: list[str], ends: Sequence[int], is_code: bool) -> None:
    """Add a piece of prose or code to a text: its chunks, and the indices of those at which a line says that it ends.

    In prose such a line ends a sentence, in code a clause.
    """
    read: list[Chunk | None] = list(map(known_chunks.get, chunks))
    if None in read:
        read = [known or read_chunk(chunk) for known, chunk in zip(read, chunks, strict=True)]
    words, classes, beside, marks, _ = zip(*read, strict=True)
    if not is_code and ends:
        marks = list(marks)
        for i in ends:
            marks[i] = (*marks[i], (len(words[i]), STOP))
    start = len(text.words)
    first_words = list(accumulate(map(len, words), initial=start))
    end = first_words.pop()
    text.words += chain.from_iterable(words)
    text.classes += b"".join(classes)
    text.beside += b"".join(beside)
    # A mark at the end says something of the word behind it, which is not there: hence one more.
    text.gaps += bytes(end - start + 1)
    # One character parts each chunk from the next, but for the last of a piece.
    lengths = [len(chunk) + 1 for chunk in chunks]
    lengths[-1] -= 1
    text.chunk_starts += accumulate(lengths, initial=text.length)
    text.length = text.chunk_starts.pop()
    text.first_words += first_words
    text.chunks += cast(list[Chunk], read)
    gaps, sentences = text.gaps, text.sentences
    if is_code:
        for i in ends:
            gaps[first_words[i] + len(words[i])] = CLAUSE_GAP
        marks = ()
    for i in compress(count(), marks):
        for words_before, kind in marks[i]:
            at = first_words[i] + words_before
            gap = GAPS.get(kind, NO_GAP)
            if gap:
                if gaps[at] < gap:
                    gaps[at] = gap
            elif at > start and not (kind == DOT and text.words[at - 1] in ABBREVIATED):
                sentences.append(Sentence(start, at, False))
                start = at
    del gaps[end:]
    if end > start:
        sentences.append(Sentence(start, end, is_code))
