"""Settings of the choice model's fit, and which features go to which part."""

from dataclasses import dataclass

from .terms import Term

#: The same for all offers of a slate: moves no choice by itself, only how others weigh.
TRIP = (
    "offers",
    "days_to_departure",
    "stay_days",
    "passengers",
    "is_return",
    "is_same_day",
    "is_domestic",
    "is_soon",
    "user_choices",
)
#: Minutes of the day are for trees; waves of them for the logit.
MINUTES = ("departure_minute", "return_minute")
#: Flags under which weights differ: day trips, domestic trips, near departures.
FLAGS = ("is_same_day", "is_domestic", "is_soon")
WEIGHED_BY_ALL_FLAGS = (
    "price_over_cheapest",
    "duration_over_fastest",
    "stops",
    "airlines",
    "low_cost",
)
WAVES = tuple(
    f"{way}_{shape}_{wave}"
    for way in ("departure", "return")
    for wave in (1, 2)
    for shape in ("sin", "cos")
)
#: Affinities of few choices fit noise; a logit of a few hundred sessions uses only the most
#: reliable.
LIKINGS = (
    "affinity_all_airline",
    "affinity_market_airline",
    "affinity_user_airline",
    "affinity_user_stops",
    "affinity_user_part",
    "affinity_user_tier",
    "affinity_user_place",
    "affinity_user_flight",
)
#: Features that must not raise a score: price, duration, stops.
FALLING = (
    "price_over_cheapest",
    "price_over_median",
    "duration_over_fastest",
    "extra_stops",
)


@dataclass(frozen=True)
class Recipe:
    #: Weights of the ridge to choose from, by log-loss of folds inside the training side.
    ridges: tuple[float, ...] = (2.0, 6.0)
    rounds: int = 100
    #: From `many` slates on, which feed more rounds, one booster of them is enough.
    many: int = 3000
    rounds_of_many: int = 300
    learning_rate: float = 0.08
    leaves: int = 7
    min_leaf: int = 30
    l2: float = 10.0
    #: Boosters of other seeds whose scores are averaged.
    bags: int = 2
    bags_of_many: int = 1
    inner_folds: int = 4


def logit_terms(names: tuple[str, ...]) -> tuple[Term, ...]:
    """Every feature that differs within a slate, and some of them apart under each flag."""
    alone = [
        name
        for name in names
        if name not in TRIP
        and name not in MINUTES
        and (not name.startswith("affinity_") or name in LIKINGS)
    ]
    third = [name for name in alone if name.endswith("_3")]
    flagged = [(name, flag) for flag in FLAGS for name in WEIGHED_BY_ALL_FLAGS]
    flagged += [(name, flag) for flag in ("is_same_day", "is_domestic") for name in WAVES]
    known = [(name, flag) for name, flag in flagged if name in names and flag in names]
    return tuple([(name, None) for name in alone if name not in third] + known)
