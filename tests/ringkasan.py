"""The last line of bin/test: the checks and every pytest run added up, from their JUnit files."""

import sys
from xml.etree import ElementTree


def main(passed: str, failed: str, *files: str) -> None:
    total, bad, skipped = int(passed) + int(failed), int(failed), 0
    for file in files:
        for suite in ElementTree.parse(file).iter("testsuite"):
            total += int(suite.get("tests", 0))
            bad += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0))
    print(f"{total - bad - skipped} passed, {bad} failed, {skipped} skipped")


if __name__ == "__main__":
    main(*sys.argv[1:])
