"""Compile the inner loops of grading while the package is built. Without a C compiler the package is complete, too.

hatchling calls this. In a checkout that is installed as editable, compile anew after an edit of a `.pyx` file with

    python -m simulator.build_hook
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent.parent
FOLDER = Path("simulator/grading/compiled")


class CompileHook(BuildHookInterface[Any]):
    """Puts what is compiled into a wheel, or beside its source in an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it builds; `version` is "editable" or "standard"."""
        root, editable = Path(self.root), version == "editable"
        self._work = root if editable else Path(tempfile.mkdtemp())
        try:
            compiled = compile_all(root, self._work)
        except Exception as error:
            # Whatever is missing or wrong with the compiler, the same in Python does the work.
            self.app.display_warning(f"`mock-interview score` will be slower, as its loops were not compiled: {error}")
            return
        if not editable:
            build_data["force_include"].update({str(self._work / path): str(path) for path in compiled})
            build_data["pure_python"] = False
            build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called by hatchling after it has built."""
        if version != "editable":
            shutil.rmtree(self._work)


def compile_all(root: Path, target: Path) -> list[Path]:
    """Compile each `.pyx` file below `root` to its place below `target`; gives these places, relative to both.

    Raises whatever the compilers raise.
    """
    # setuptools comes first: it brings the distutils that newer Pythons lack.
    from setuptools import Distribution, Extension  # isort: skip
    from Cython.Build import cythonize

    extensions = [Extension(_module(source), [str(root / source)]) for source in _sources(root)]
    with tempfile.TemporaryDirectory() as work:
        build = Distribution(
            {"name": FOLDER.name, "ext_modules": cythonize(extensions, build_dir=work, quiet=True)}
        ).get_command_obj("build_ext")
        build.build_lib = build.build_temp = work
        build.parallel = True
        build.ensure_finalized()
        build.run()
        places = []
        for extension in extensions:
            compiled = Path(build.get_ext_fullpath(extension.name))
            places.append(FOLDER / compiled.name)
            (target / FOLDER).mkdir(parents=True, exist_ok=True)
            # A new file and not new content: a running program may still use the old one.
            (target / places[-1]).unlink(missing_ok=True)
            shutil.copy(compiled, target / places[-1])
    return places


def _sources(root: Path) -> list[Path]:
    return sorted(path.relative_to(root) for path in (root / FOLDER).glob("*.pyx"))


def _module(source: Path) -> str:
    return ".".join(source.with_suffix("").parts)


if __name__ == "__main__":
    for path in compile_all(ROOT, ROOT):
        print(path)
