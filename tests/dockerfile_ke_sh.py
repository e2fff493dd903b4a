"""Print the steps of the Dockerfile as a shell script for a bare Debian 12, run from a copy of the repository.

../shared/tools/fresh-machine "$(.venv/bin/python -m tests.dockerfile_ke_sh) python manage.py check"
"""

import re
from pathlib import Path

DOCKERFILE = Path(__file__).parents[1] / "Dockerfile"


def step(word: str, rest: str) -> str:
    match word:
        case "RUN":
            return f"( {rest} )"
        case "ENV":
            return f"export {rest}"
        case "WORKDIR":
            return f"mkdir -p {rest} && cd {rest}"
        case "COPY":
            source, target = rest.split()
            return f'cp -a "$source"/{source} {target}'
        case "USER":
            # Everything after this line, as that account.
            return f"as_user() {{ setpriv --reuid {rest} --regid {rest} --clear-groups -- \"$@\"; }}; as_user"
        case _:
            return ""


def main() -> None:
    text = re.sub(r"^#.*\n", "", DOCKERFILE.read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    steps = [step(*line.split(maxsplit=1)) for line in text.splitlines() if line]
    print("set -eu; source=$PWD;", "; ".join(filter(None, steps)), end=" ")


if __name__ == "__main__":
    main()
