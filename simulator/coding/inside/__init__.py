"""What runs inside the sandbox: it loads an answer, runs checks on it, and reports.

One process, the keeper, reads a job from standard input and forks a child for each check; only children run the
candidate's code. A child reports to the keeper, and the keeper to the simulator, in lines that carry a keyed digest:
nothing that the code prints or writes can pass for a result, and a check that did not report has failed.

The code runs in the same interpreter as its check, and could read and change much of it. So the modules here keep a
copy of the built-in functions of their own, hold on to what they need before the code is loaded, disappear from
sys.modules, refuse ways into their frames with an audit hook, and afterwards look whether what the checks rely on is
still what it was. Somebody with time will still find a way to deceive themselves.

These modules import each other and the standard library at their top and nothing else, as the sandbox has nothing
else. Of the standard library they take little: a run shall show its result at once, and json, dataclasses, typing and
re would take longer to load than all of the rest.
"""
