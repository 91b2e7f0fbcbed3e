"""`python -m plugins.zones FILE.jsonl…`: how well the tagger agrees with labelled stories, tag by tag.

`--errors` lists the stories on which they disagree, with what the tagger saw. `--taxonomy FILE` reads another
taxonomy than that of `content/`. Exit status 2 where a file cannot be read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from plugins.problems import show

from .evaluation import Difference, Report, evaluate, read
from .taxonomy import Taxonomy
from .taxonomy_file import load, parse


def table(report: Report, taxonomy: Taxonomy) -> str:
    """The agreement of every tag, then the mean over the areas, as fixed-width lines."""
    lines = [f"{'tag':10} {'precision':>9} {'recall':>9} {'F1':>9} {'both':>6} {'extra':>6} {'missed':>6}"]
    for one, a in report.agreements.items():
        counts = f"{a.both:6d} {a.only_found:6d} {a.only_labelled:6d}"
        lines.append(f"{one:10} {a.precision:9.3f} {a.recall:9.3f} {a.f1:9.3f} {counts}")
    areas = [theme.id for theme in taxonomy.themes if theme.is_area]
    lines.append(f"{'areas':10} {'':9} {'macro-F1':>9} {report.macro_f1(areas):9.3f}")
    return "\n".join(lines)


def explain(difference: Difference) -> str:
    """One disagreement: the story, the tags too many and missing, and the matches of those too many."""
    story = difference.story
    lines = [f"{story.id}{' (hard negative)' if story.hard_negative else ''}: {story.title}"]
    lines += [f"    missing {one}" for one in difference.missing]
    for found in difference.tagging.tags:
        if found.theme in difference.too_many:
            lines.append(f"    too many {found.theme} (score {found.score})")
            lines += [f"        {m.where} {m.weight:+d} “{m.text}” [{m.phrase}]" for m in found.matches]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m plugins.zones", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--errors", action="store_true", help="list the stories on which tagger and editor disagree")
    parser.add_argument("--taxonomy", type=Path, help="a zones.toml; else that of content/, else the default")
    options = parser.parse_args(arguments)
    try:
        if options.taxonomy:
            chosen, problems = parse(options.taxonomy.read_text("utf-8"), str(options.taxonomy))
        else:
            chosen, problems = load(Path("content"))
        stories = read(options.files)
    except (OSError, ValueError, KeyError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2
    for problem in problems:
        print(show(problem), file=sys.stderr)
    if chosen is None:
        return 2
    report = evaluate(stories, chosen)
    print(f"{len(stories)} stories")
    print(table(report, chosen))
    if options.errors:
        print(*map(explain, report.differences), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
