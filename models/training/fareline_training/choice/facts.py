"""Text of the choice model's card: method, notes, cautions and limits beside its figures."""

from ..kit.artifact import Json

REAL = {"data": "itinerary choices", "split": "5 folds", "model": "choice model"}

FACTS: Json = {
    "method": "A conditional logit of stepped terms and a LightGBM LambdaRank, weighed by a second "
    "logit on scores of inner folds, which sets the temperature of the softmax over a slate.",
    "columns": [
        {"name": "top1", "title": "top 1", "as": "share"},
        {"name": "top1_sd", "title": "± repeats", "as": "share"},
        {"name": "top5", "title": "top 5", "as": "share"},
        {"name": "top5_sd", "title": "± repeats", "as": "share"},
        {"name": "log_likelihood", "title": "log-likelihood", "as": "number"},
        {"name": "ece", "title": "calibration error", "as": "number"},
        {"name": "ece_top", "title": "of the likeliest offer", "as": "number"},
        {"name": "ece_top_floor", "title": "if right", "as": "number"},
    ],
    "notes": [
        "Equal scores count for the share of orders in which they win. The calibration error is "
        "over the probabilities of all offers, ten bins of equal width; beside it that of each "
        "slate's likeliest offer alone, and what this would be on average, on as many slates, of "
        "probabilities that are right: 432 sessions cannot show 0.02 of it. Deviations are "
        "between repeats with other folds; of 432 sessions a share is known to two points.",
        "The conditional logit knows price, duration, stops, hour, bags and each airline's "
        "standing with all shoppers. The logit with likings knows users, markets and countries "
        "too, and so does the model; the oracle knows each shopper's taste, but not its chance.",
        "Slates of one offer are left out on the simulator and counted on the real sessions.",
    ],
    "targets": [
        REAL | {"name": "top1", "at_least": 0.25},
        REAL | {"name": "top5", "at_least": 0.68},
        REAL | {"name": "ece", "at_most": 0.02},
    ],
    "cautions": [
        "The real sessions are not untouched: about thirty sets of features for the logit were "
        "compared on folds of the very same sessions before the recipe was settled, these two "
        "draws of folds among them, and so were the ridges to choose from and which likings "
        "the logit weighs. Ridge, blend and temperature are then chosen inside each training side.",
        "On the simulator 15 % more than the conditional logit at the first place was wanted; the "
        "table shows what was reached. Features of users, rounds and how much a click counts were "
        "chosen on other days of a world of another seed, never on the days tested.",
        "Tastes of the simulator's shoppers are invented: tastes that last, as mixed logits find "
        "them, and half a year of history before the first training row. The simulated figures "
        "show that the method finds what is there, not how well it does on a real market.",
        "The simulator has no clicks by mistake: a click there carries more than a real one.",
    ],
    "limits": [
        "The shipped artifact has seen the simulator only, one-way trips in economy. The real "
        "sessions (provenance not stated) evaluated held-out refits and are no part of it.",
        "Likings are 0 for shoppers, airlines and markets that were not seen before.",
        "It ranks what it is shown: prices it moves up do not become better offers by that.",
    ],
}
