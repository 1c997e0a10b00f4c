"""An education report of sixty pages with sixty charts, HTML and PDF together, beside what everybody knows.

    python -m benchmarks.report [PYTHON]

PYTHON is an interpreter with the peers (matplotlib, WeasyPrint); without it those that are installed here
are taken, and those that are missing are left out with a word. WeasyPrint sets the same page, matplotlib
draws as many line charts with a range around the line. All ways take turns in one run, and each run is kept
as one line of `benchmarks/history/report.jsonl`.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.measuring import show
from steering.documents.education import education_report
from templates.charts import draw
from templates.document_facts import EducationReportFacts
from templates.documents import write_document
from templates.pdf import page_count, to_pdf
from tests.steering.documented.report_world import AT, a_report_desk

INDICATORS = 20
YEARS = (2021, 2022, 2023)
ROUNDS = 3
HISTORY = Path(__file__).parent / "history" / "report.jsonl"
PEERS = Path(__file__).parent / "report_peers.py"
PROMISED_SECONDS = 2.0


def measure(facts: EducationReportFacts, python: str) -> tuple[dict[str, float], int, int]:
    """The median seconds of each way, the pages, and the charts."""
    charts = [
        chart
        for chapter in facts.chapters
        for each in chapter.indicators
        for chart in (*each.charts, *each.county_charts)
    ]
    taken: dict[str, list[float]] = {}
    pages = 0
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        for _ in range(ROUNDS):
            began, worked = time.perf_counter(), time.process_time()
            html = write_document("education_report", facts)
            written = time.perf_counter()
            pdf = to_pdf(html, title="Bildungsbericht", language="de", created_on=AT.date())
            set_at, rested = time.perf_counter(), time.process_time()
            for chart in charts:
                draw(chart)
            drawn = time.perf_counter()
            pages = page_count(pdf)
            page.write_text(html, encoding="utf-8")
            for way, seconds in (
                ("report: ours, HTML", written - began),
                ("report: ours, PDF", set_at - written),
                ("report: ours, HTML and PDF", set_at - began),
                ("report: ours, HTML and PDF, seconds of the processor", rested - worked),
                ("charts: ours", drawn - set_at),
            ):
                taken.setdefault(way, []).append(seconds)
            answer = subprocess.run(
                [python, str(PEERS), str(page), str(len(charts))], capture_output=True, text=True, check=True
            )
            print(answer.stderr, end="", file=sys.stderr)
            for way, seconds in json.loads(answer.stdout).items():
                taken.setdefault(way, []).append(seconds)
    return {way: median(seconds) for way, seconds in taken.items()}, pages, len(charts)


def keep(seconds: dict[str, float], pages: int, charts: int) -> None:
    """One line of history."""
    HISTORY.parent.mkdir(exist_ok=True)
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "pages": pages,
        "charts": charts,
        "seconds": {way: round(taken, 4) for way, taken in seconds.items()},
    }
    with HISTORY.open("a", encoding="utf-8") as history:
        history.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    began = time.perf_counter()
    told = education_report(a_report_desk(indicators=INDICATORS, years=YEARS))
    print(f"facts from the record, once: {time.perf_counter() - began:.2f} s")
    result, page_total, chart_total = measure(told, sys.argv[1] if len(sys.argv) > 1 else sys.executable)
    title = f"{page_total} pages, {chart_total} charts, median of {ROUNDS}"
    for kind, known in (("report", "report: ours, HTML and PDF"), ("charts", "charts: ours")):
        show(title, {way: result[way] for way in result if way.startswith(kind)}, known=known)
    whole = result["report: ours, HTML and PDF"]
    print(f"\n  promised: {PROMISED_SECONDS:.1f} s, taken: {whole:.2f} s")
    keep(result, page_total, chart_total)
