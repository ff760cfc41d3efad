"""`report.md` and its SVGs beside an artifact: which inputs matter and where the errors are.

Same model, same bytes: no date, a fixed salt for ids, points aggregated before they are drawn.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import lightgbm as lgb
import matplotlib as mpl
import numpy as np
import xgboost as xgb
from numpy.typing import NDArray

from .conformal import EDGES, LAST_DAY
from .contributions import contributions
from .encode import Matrix

mpl.use("Agg")
from matplotlib import pyplot as plt  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402

Vector = NDArray[np.float64]
Booster = xgb.Booster | lgb.Booster
TOP = 15
MAX_FIGURE_BYTES = 150_000
#: Rows whose contributions are drawn: quantiles of so many are smooth enough.
SHAP_ROWS = 600
#: Shares of the rows before the test; each part is the latest one.
CURVE_SHARES = (0.1, 0.2, 0.4, 0.7, 1.0)
#: Figures by name of a line, then by name of a group.
Lines = Mapping[str, Mapping[str, float]]
STYLE = {
    "svg.hashsalt": "fareline",
    "svg.fonttype": "none",
    "font.size": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


class Report:
    def __init__(self, folder: Path, title: str, opening: str) -> None:
        self._folder = folder
        self._parts = [f"# {title}", opening]

    def trees(
        self, names: Sequence[str], boosters: Sequence[Booster], matrix: Matrix, output: int = 0
    ) -> None:
        """Draws gains over all boosters, and contributions to one output of the first."""
        gains: Counter[str] = Counter()
        for booster in boosters:
            gains.update(gains_of(booster, names))
        self.importance(names, gains)
        self.contributions(names, matrix, contributions(boosters[0], matrix)[:, output, :-1])

    def importance(self, names: Sequence[str], gains: Mapping[str, float]) -> None:
        """`gains` by name of an input; inputs without a split are left out."""
        total = sum(gains.values())
        shares = {name: gain / total for name, gain in gains.items()}
        text = f"{len(gains)} of {len(names)} inputs have a split in a tree."
        self.bars("Inputs by gain", shares, "share of the gain of all splits", text)

    def bars(self, title: str, sizes: Mapping[str, float], unit: str, text: str) -> None:
        """Draws the TOP greatest `sizes`, by name of an input, in `unit`."""
        best = sorted(sizes.items(), key=lambda each: (-each[1], each[0]))[:TOP][::-1]

        def draw(axes: Axes) -> None:
            axes.barh([name for name, _ in best], [size for _, size in best])
            axes.set_xlabel(unit)

        self._figure("importance", title, text, draw)

    def contributions(self, names: Sequence[str], matrix: Matrix, contributions: Vector) -> None:
        """TreeSHAP values [rows, inputs], in the unit of the margin."""
        order = np.argsort(-np.abs(contributions).mean(axis=0), kind="stable")[:TOP][::-1]

        def draw(axes: Axes) -> None:
            for line, column in enumerate(order):
                values, effects = matrix[:, column], contributions[:, column]
                low, high = np.quantile(effects, [0.1, 0.9])
                axes.plot([low, high], [line, line], color="0.8", linewidth=5, zorder=1)
                for mean, colour in _fifths(values, effects):
                    axes.plot([mean], [line], "o", color=colour, markersize=4)
            axes.axvline(0, color="0.5", linewidth=0.5)
            axes.set_yticks(range(len(order)), [names[column] for column in order])
            axes.set_xlabel("contribution to the margin")

        text = (
            f"TreeSHAP over {len(matrix)} rows. Grey spans 80 % of the contributions; blue is "
            "their mean where the input is in its lowest fifth, red in its highest."
        )
        self._figure("contributions", "What moves a prediction", text, draw)

    def residuals(self, days: Vector, residual: Vector, unit: str) -> None:
        """Actual less predicted, by days to departure."""
        spans = list(zip(EDGES, [*(edge - 1 for edge in EDGES[1:]), LAST_DAY], strict=True))
        groups = [residual[(days >= first) & (days < last + 1)] for first, last in spans]
        filled = [(span, group) for span, group in zip(spans, groups, strict=True) if len(group)]

        def draw(axes: Axes) -> None:
            for at, (_, group) in enumerate(filled):
                q = np.quantile(group, [0.1, 0.25, 0.5, 0.75, 0.9])
                axes.plot([at, at], [q[0], q[4]], color="0.6", linewidth=1)
                axes.plot([at, at], [q[1], q[3]], color="tab:blue", linewidth=6)
                axes.plot([at], [q[2]], "_", color="white")
            axes.axhline(0, color="0.5", linewidth=0.5)
            axes.set_xticks(range(len(filled)), [_span(span) for span, _ in filled])
            axes.set_xlabel("days to departure")
            axes.set_ylabel(f"actual - predicted, {unit}")

        text = f"{len(residual)} rows later than what was fitted: 80 %, 50 % and median."
        self._figure("residuals", "Residuals by days to departure", text, draw)

    def coverage(self, lines: Lines, level: float) -> None:
        """Observed share inside the interval, by name of a line and group."""

        def draw(axes: Axes) -> None:
            _draw_lines(axes, lines)
            axes.axhline(level, color="0.5", linewidth=0.5)
            axes.set_ylim(0.5, 1)

        text = f"Each point is a group of test rows; the target is {level:.0%}."
        self._figure("coverage", "Coverage of the interval", text, draw)

    def errors(self, lines: Lines, across: str, figure: str, text: str) -> None:
        """Draws a figure of rows outside the fit, by name of a line and group of rows."""

        def draw(axes: Axes) -> None:
            _draw_lines(axes, lines)
            axes.set_xlabel(across)
            axes.set_ylabel(figure)

        self._figure("errors", f"{figure[0].upper()}{figure[1:]} by {across}", text, draw)

    def calibration(self, probability: Vector, happened: NDArray[np.bool_]) -> None:
        """Draws predicted probabilities against observed shares, for rows outside the fit."""
        cuts = np.unique(np.quantile(probability, np.linspace(0, 1, 11)))
        bins = np.clip(np.searchsorted(cuts, probability, side="right") - 1, 0, len(cuts) - 2)

        def draw(axes: Axes) -> None:
            own = [bins == at for at in range(max(len(cuts) - 1, 1)) if (bins == at).any()]
            predicted = [probability[each].mean() for each in own]
            axes.plot(predicted, [happened[each].mean() for each in own], "o-", markersize=3)
            axes.plot([0, 1], [0, 1], color="0.5", linewidth=0.5)
            axes.set_xlabel("predicted probability")
            axes.set_ylabel("observed share")

        text = f"{len(probability)} rows, a tenth in each point."
        self._figure("calibration", "Calibration", text, draw)

    def learning_curve(self, points: Sequence[tuple[int, float]], figure: str) -> None:
        """Training rows and the error on the same later rows."""

        def draw(axes: Axes) -> None:
            axes.plot([rows for rows, _ in points], [error for _, error in points], "o-")
            axes.set_xscale("log")
            axes.set_xlabel("training rows")
            axes.set_ylabel(figure)

        filled = ", ".join(f"{error:.4f} from {rows:,}" for rows, error in points)
        self._figure("learning", "Learning curve", f"{figure}: {filled} rows.", draw)

    def write(self) -> None:
        (self._folder / "report.md").write_text("\n\n".join(self._parts) + "\n")

    def _figure(self, name: str, title: str, text: str, draw: Callable[[Axes], None]) -> None:
        with mpl.rc_context(STYLE):
            figure, axes = plt.subplots(figsize=(6, 3.2), layout="constrained")
            draw(axes)
            out = self._folder / f"{name}.svg"
            figure.savefig(out, metadata={"Date": None, "Creator": None})
            plt.close(figure)
        size = out.stat().st_size
        if size > MAX_FIGURE_BYTES:
            raise ValueError(f"{out.name} has {size} bytes > {MAX_FIGURE_BYTES}; aggregate it")
        self._parts += [f"## {title}", text, f"![{title}]({name}.svg)"]


def learning_points(
    earlier: NDArray[np.bool_], at: Vector, error: Callable[[NDArray[np.int64]], float]
) -> list[tuple[int, float]]:
    """Points of a learning curve: `error` fits on rows by position, ever more of the latest.

    `at` orders rows in time; of several data sets give their place in it (kit/search.py), or the
    oldest data set would be learned from last.
    """
    order = np.flatnonzero(earlier)
    order = order[np.argsort(at[order], kind="stable")]
    parts = [np.sort(order[-max(1, int(len(order) * share)) :]) for share in CURVE_SHARES]
    return [(len(known), error(known)) for known in parts]


def gains_of(booster: Booster, names: Sequence[str]) -> dict[str, float]:
    """Total gain by input; inputs without a split are left out."""
    if isinstance(booster, lgb.Booster):
        gains = booster.feature_importance("gain")
        return {name: float(gain) for name, gain in zip(names, gains, strict=True) if gain > 0}
    scores = booster.get_score(importance_type="total_gain")
    return {names[int(key[1:])]: float(np.sum(gain)) for key, gain in scores.items()}


def _draw_lines(axes: Axes, lines: Lines) -> None:
    for name, figures in lines.items():
        axes.plot(list(figures), list(figures.values()), "o-", label=name, markersize=3)
    axes.legend(frameon=False)


def _fifths(values: Vector, effects: Vector) -> list[tuple[float, str]]:
    known = np.isfinite(values)
    if not known.any():
        return []
    low, high = np.quantile(values[known], [0.2, 0.8])
    below, above = effects[known & (values <= low)], effects[known & (values >= high)]
    return [(float(below.mean()), "tab:blue"), (float(above.mean()), "tab:red")]


def _span(span: tuple[int, int]) -> str:
    first, last = span
    return f"{first}+" if last == LAST_DAY else f"{first}-{last}"
