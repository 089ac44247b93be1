"""Programs that are only measured with or against, each in a virtual environment of its own.

They are no dependencies of the service: their own would narrow its versions, and its lock file.
"""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".benchmarks"


def python_of(name: str) -> Path:
    """The Python of the environment that ``benchmarks/NAME.txt`` describes; made first where there is none.

    Raises CalledProcessError where pip can't install what it names.
    """
    described = Path(__file__).with_name(f"{name}.txt")
    folder = FOLDER / name
    python, done = folder / "bin" / "python", folder / described.name
    if done.exists() and done.read_bytes() == described.read_bytes():
        return python
    print(f"Making the environment of {name}, once …", file=sys.stderr, flush=True)
    venv.create(folder, clear=True, with_pip=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(described)]
    subprocess.run([str(python), *install], check=True, stdout=sys.stderr)
    done.write_bytes(described.read_bytes())
    return python
