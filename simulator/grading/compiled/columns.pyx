# cython: language_level=3, boundscheck=False, wraparound=False
"""The columns of a text: for each word what it is, what stands beside it and how it is parted from the one before."""

from cpython.bytearray cimport PyByteArray_AS_STRING, PyByteArray_Resize
from cpython.bytes cimport PyBytes_AS_STRING
from libc.string cimport memcpy, memset

from simulator.grading.chunk import ABBREVIATED, CLAUSE_GAP, DOT, GAPS, NO_GAP, STOP, known_chunks, read_chunk
from simulator.grading.text import Sentence

cdef dict _known_chunks = known_chunks
cdef int _DOT = DOT
cdef int _STOP = STOP
cdef unsigned char _CLAUSE_GAP = CLAUSE_GAP
cdef unsigned char _GAP_OF[32]
for _kind in range(32):
    _GAP_OF[_kind] = GAPS.get(_kind, NO_GAP)


def append_columns(text, list chunks, list ends, bint is_code):
    """Add a piece of prose or code to a text."""
    cdef list words = text.words, chunk_starts = text.chunk_starts, first_words = text.first_words, spans = text.spans
    cdef Py_ssize_t place = text.length
    cdef Py_ssize_t start = len(words), at = start, length, i, end = 0
    cdef bytearray classes = text.classes, beside = text.beside, gaps = text.gaps
    cdef tuple entry, own
    cdef list entries = []
    for chunk in chunks:
        known = _known_chunks.get(chunk)
        entry = <tuple>(read_chunk(chunk) if known is None else known)
        entries.append(entry)
        chunk_starts.append(place)
        # One character parts each chunk from the next ...
        place += len(<str>chunk) + 1
        own = <tuple>entry[0]
        first_words.append(at)
        spans.append(entry[4])
        for word in own:
            words.append(word)
        at += len(own)
    # ... but for the last of a piece.
    text.length = place - 1
    PyByteArray_Resize(classes, at)
    PyByteArray_Resize(beside, at)
    # A mark at the end says something of the word behind it, which is not there: hence one more.
    PyByteArray_Resize(gaps, at + 1)
    memset(PyByteArray_AS_STRING(gaps) + start, NO_GAP, at + 1 - start)
    at = start
    line = 0
    for i in range(len(chunks)):
        entry = <tuple>entries[i]
        length = len(<tuple>entry[0])
        memcpy(PyByteArray_AS_STRING(classes) + at, PyBytes_AS_STRING(<bytes>entry[1]), length)
        memcpy(PyByteArray_AS_STRING(beside) + at, PyBytes_AS_STRING(<bytes>entry[2]), length)
        if not is_code:
            for words_before, kind in <tuple>entry[3]:
                start = mark(text, words, gaps, start, at + words_before, kind)
        at += length
        if line < len(ends) and ends[line] == i:
            line += 1
            if is_code:
                PyByteArray_AS_STRING(gaps)[at] = _CLAUSE_GAP
            else:
                start = mark(text, words, gaps, start, at, _STOP)
    PyByteArray_Resize(gaps, at)
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
