"""Answers a folder of questions (questions.jsonl, score.py) and prints the score:  python benchmarks/questions.py FOLDER"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from agents.answer import answer_file


def main() -> int:
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "answers.jsonl"
        start = time.perf_counter()
        answered = answer_file(folder / "questions.jsonl", out)
        print(f"{answered} answered in {time.perf_counter() - start:.1f} s")
        return subprocess.run([sys.executable, folder / "score.py", folder / "questions.jsonl", out], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
