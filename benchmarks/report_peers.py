"""What others need for the same report; run by `benchmarks.report`, in an environment of its own if need be.

    python report_peers.py PAGE CHARTS

prints one JSON object: seconds by way. WeasyPrint sets the page as it is, tagged for accessibility where it
can; matplotlib draws CHARTS line charts with a range around the line, as SVG.
"""

import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path


def by_weasyprint(page: str, _: int) -> Iterator[tuple[str, Callable[[], object]]]:
    import weasyprint

    def write() -> object:
        return weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")

    yield f"report: WeasyPrint {weasyprint.__version__}, PDF", write


def by_matplotlib(_: str, charts: int) -> Iterator[tuple[str, Callable[[], object]]]:
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    years, values = list(range(2014, 2024)), [7.1, 7.4, 8.0, 7.7, 7.9, 8.4, 8.2, 9.1, 9.6, 11.0]
    low, high = [value - 1 for value in values], [value + 1 for value in values]

    def draw(count: int = charts) -> None:
        for _number in range(count):
            figure, axes = plt.subplots(figsize=(4.6, 2.8))
            axes.fill_between(years, low, high, alpha=0.3)
            axes.plot(years, values, marker="o", label="Kreis")
            axes.plot(years, low, linestyle="--", marker="s", label="Land")
            axes.legend()
            figure.savefig(io.BytesIO(), format="svg")
            plt.close(figure)

    draw(1)
    yield f"charts: matplotlib {mpl.__version__}", draw


def measure(page: str, charts: int) -> dict[str, float]:
    taken: dict[str, float] = {}
    for peer in (by_weasyprint, by_matplotlib):
        try:
            for name, way in peer(page, charts):
                began = time.perf_counter()
                way()
                taken[name] = time.perf_counter() - began
        except ImportError as missing:
            print(f"{missing.name} is not there and is left out", file=sys.stderr)
    return taken


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]).read_text(encoding="utf-8"), int(sys.argv[2]))))
