"""`python -m plugins.rules FILE.jsonl…`: precision and recall of the portable rules on labelled sentences.

`--errors` lists the sentences on which rules and people disagree; `--docs` prints the table of rules (docs/rules.md).
Exit status 2 where a file cannot be read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from plugins.rules.documentation import page
from plugins.rules.evaluation import evaluate, read


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m plugins.rules", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--errors", action="store_true", help="list the sentences on which rules and people disagree")
    parser.add_argument("--docs", action="store_true", help="print docs/rules.md")
    options = parser.parse_args(arguments)
    if options.docs:
        print(page(), end="")
        return 0
    try:
        sentences = read(options.files)
        agreements, differences = evaluate(sentences)
    except (OSError, ValueError, KeyError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2
    print(
        f"{len(sentences)} sentences\n{'rule':10} {'precision':>9} {'recall':>9} {'both':>6} {'extra':>6} {'missed':>6}"
    )
    for code in sorted(agreements, key=lambda code: (not code, code)):
        a = agreements[code]
        counts = f"{a.both:6d} {a.only_found:6d} {a.only_labelled:6d}"
        print(f"{code or 'all':10} {a.precision:9.3f} {a.recall:9.3f} {counts}")
    for difference in differences if options.errors else ():
        print(f"+{','.join(difference.too_many)} -{','.join(difference.missing)}  {difference.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
