"""Settings of the outlook's fit, and the names of its outputs."""

from dataclasses import dataclass

HORIZONS = (1, 3, 7, 14, 30)
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
DROPS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
WAITS = ("change", "loss", "saves")


def quantile_names(days: int) -> list[str]:
    return [f"q{round(100 * share)}_{days}d" for share in QUANTILES]


def drop_names(days: int) -> list[str]:
    return [f"drop{round(100 * share)}_{days}d" for share in DROPS]


def wait_names(days: int) -> list[str]:
    return [f"{wait}_{days}d" for wait in WAITS]


#: Log ratios to the fare now, logits of drops, and of waiting: mean change, mean loss, logit.
OUTPUTS = tuple(
    name
    for days in HORIZONS
    for name in (f"point_{days}d", *quantile_names(days), *drop_names(days), *wait_names(days))
)


@dataclass(frozen=True)
class Trees:
    rounds: int
    depth: int
    eta: float
    min_child_weight: float = 50
    colsample: float = 0.5
    subsample: float = 0.7
    reg_lambda: float = 5


@dataclass(frozen=True)
class Recipe:
    point: Trees = Trees(60, 4, 0.08, min_child_weight=200)
    quantiles: Trees = Trees(28, 4, 0.15)
    drops: Trees = Trees(22, 4, 0.17)
    waits: Trees = Trees(40, 3, 0.08, min_child_weight=200)
    #: Weight of a row within so many days of departure, where fares move most and rows are few.
    near_days: int = 21
    near_weight: float = 8
    #: Rows farther out than this teach nothing of stopping before a departure.
    wait_days: int = 60
    #: Rows a data set lends at most, by chance: days of one departure repeat each other.
    rows: int = 40_000
    #: Times the stopping rule is improved by what following it earned.
    policy_rounds: int = 6
