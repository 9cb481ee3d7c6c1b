"""An interview whose events go to a real transcript: what is on disk is what happened."""

from __future__ import annotations

from simulator.interview.answers import ScriptedAnswer, run_scripted
from simulator.interview.session import Interview, Stage
from simulator.transcript import folder, markdown
from simulator.transcript.log import Log, read
from tests.builders import grade_by_words, planned


def test_an_interview_is_broken_off_by_a_crash_and_goes_on_from_the_disk(tmp_path):
    log = folder.create(tmp_path, "google", "0.1.0")
    interview = Interview(log.header, planned(), grade_by_words, log.append, program="0.1.0")
    interview.begin(0)
    interview.proceed(0)
    interview.draft("apple ```\n\x1b[31m", 30)
    interview.tick(31.5)
    log.close()
    with log.path.open("ab") as file:
        file.write(b'{"event": "answered", "ti')

    with Log.open(folder.find(tmp_path)) as log:
        again = Interview.resume(log.contents.record(), grade_by_words, log.append, 1000)
        assert (again.stage, again.text, again.remaining(1000)) == (Stage.QUESTION, "apple ```\n\x1b[31m", 208.5)
        record = run_scripted(again, {"q1": ScriptedAnswer("apple banana cherry", 10)}, now=1000)
        markdown.write(folder.markdown_path(log.path), record)

    assert read(log.path).record() == record
    assert record.finished
    (summary,) = folder.summaries(tmp_path)
    assert (summary.score, summary.state) == (record.score, record.state)
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".broken", ".jsonl", ".md"]
