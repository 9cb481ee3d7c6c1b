# cython: language_level=3, boundscheck=False, wraparound=False
"""The columns of a text: for each word what it is, what stands beside it and how it is parted from the one before."""

from cpython.bytearray cimport PyByteArray_AS_STRING, PyByteArray_Resize
from cpython.bytes cimport PyBytes_AS_STRING
from libc.string cimport memcpy, memset

from simulator.grading.chunk import ABBREVIATED, CLAUSE_GAP, DOT, GAPS, NO_GAP, STOP, known_chunks, read_chunk
from simulator.grading.text import Sentence

cdef enum:
    # The fields of a `Chunk`.
    WORDS, CLASSES, BESIDE, MARKS

cdef dict _known_chunks = known_chunks
cdef int _DOT = DOT
cdef int _STOP = STOP
cdef unsigned char _CLAUSE_GAP = CLAUSE_GAP
cdef unsigned char _GAP_OF[32]
for _kind in range(32):
    _GAP_OF[_kind] = GAPS.get(_kind, NO_GAP)


def append_columns(text, list chunks, list ends, bint is_code):
    """Add a piece of prose or code to a text: its chunks, and the indices of those at which a line says that it ends."""
    cdef list words = text.words, chunk_starts = text.chunk_starts, first_words = text.first_words, read = text.chunks
    cdef bytearray classes = text.classes, beside = text.beside, gaps = text.gaps
    cdef Py_ssize_t start = len(words), at = start, place = text.length, i, length, room = start, wider, line = 0
    cdef tuple known, own
    for i in range(len(chunks)):
        chunk = chunks[i]
        found = _known_chunks.get(chunk)
        known = <tuple>(read_chunk(chunk) if found is None else found)
        own = <tuple>known[WORDS]
        length = len(own)
        # A mark at the end says something of the word behind it, which is not there: hence one more.
        if at + length + 1 > room:
            wider = 2 * (at + length) + len(chunks) + 1
            for column in (classes, beside, gaps):
                PyByteArray_Resize(column, wider)
            memset(PyByteArray_AS_STRING(gaps) + room, NO_GAP, wider - room)
            room = wider
        read.append(known)
        chunk_starts.append(place)
        first_words.append(at)
        for word in own:
            words.append(word)
        memcpy(PyByteArray_AS_STRING(classes) + at, PyBytes_AS_STRING(<bytes>known[CLASSES]), length)
        memcpy(PyByteArray_AS_STRING(beside) + at, PyBytes_AS_STRING(<bytes>known[BESIDE]), length)
        if not is_code:
            for words_before, kind in <tuple>known[MARKS]:
                start = mark(text, words, gaps, start, at + words_before, kind)
        at += length
        if line < len(ends) and ends[line] == i:
            line += 1
            if is_code:
                PyByteArray_AS_STRING(gaps)[at] = _CLAUSE_GAP
            else:
                start = mark(text, words, gaps, start, at, _STOP)
        # One character parts each chunk from the next ...
        place += len(<str>chunk) + 1
    # ... but for the last of a piece.
    text.length = place - 1
    for column in (classes, beside, gaps):
        PyByteArray_Resize(column, at)
    if at > start:
        text.sentences.append(Sentence(start, at, is_code))


cdef Py_ssize_t mark(text, list words, bytearray gaps, Py_ssize_t start, Py_ssize_t at, int kind) except -1:
    """Note a mark before the word `at` in a sentence that begins at `start`; where the sentence begins thereafter."""
    cdef char gap = _GAP_OF[kind]
    if gap:
        if PyByteArray_AS_STRING(gaps)[at] < gap:
            PyByteArray_AS_STRING(gaps)[at] = gap
    elif at > start and not (kind == _DOT and words[at - 1] in ABBREVIATED):
        text.sentences.append(Sentence(start, at, False))
        return at
    return start
