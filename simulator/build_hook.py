"""Compile the inner loops of grading while the package is built. Without a C compiler the package is complete, too.

hatchling calls this. In a checkout that is installed as editable, compile anew after an edit of a `.pyx` file with

    python -m simulator.build_hook
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
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
            compiled = list(compile_all(root, self._work))
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


def compile_all(root: Path, target: Path) -> Iterator[Path]:
    """Compile each `.pyx` file below `root` to its place below `target`, and give that place, relative to both.

    Raises whatever the compilers raise.
    """
    # setuptools comes first: it brings the distutils that newer Pythons lack.
    from setuptools import Distribution, Extension  # isort: skip
    from Cython.Build import cythonize

    for source in sorted((root / FOLDER).glob("*.pyx")):
        with tempfile.TemporaryDirectory() as work:
            name = ".".join((*FOLDER.parts, source.stem))
            extensions = cythonize(Extension(name, [str(source)]), build_dir=work, quiet=True)
            build = Distribution({"name": name, "ext_modules": extensions}).get_command_obj("build_ext")
            build.build_lib = build.build_temp = work
            build.ensure_finalized()
            build.run()
            compiled = Path(build.get_ext_fullpath(name))
            place = FOLDER / compiled.name
            (target / FOLDER).mkdir(parents=True, exist_ok=True)
            # A new file and not new content: a running program may still use the old one.
            (target / place).unlink(missing_ok=True)
            shutil.copy(compiled, target / place)
        yield place


if __name__ == "__main__":
    for path in compile_all(ROOT, ROOT):
        print(path)
