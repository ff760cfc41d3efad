"""What the choice model's card says that its figures do not."""

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
    ],
    "notes": [
        "Equal scores count for the share of orders in which they win. The calibration error is "
        "over the probabilities of all offers, ten bins of equal width; beside it that of each "
        "slate's likeliest offer alone, which few sessions leave noisy. Deviations are between "
        "repeats with other folds; of 432 sessions a share is known to two points.",
        "Slates of one offer are left out on the simulator and counted on the real sessions.",
    ],
    "targets": [
        REAL | {"name": "top1", "at_least": 0.25},
        REAL | {"name": "top5", "at_least": 0.68},
        REAL | {"name": "ece", "at_most": 0.02},
    ],
    "cautions": [
        "The real sessions are not untouched: about thirty sets of features for the logit were "
        "compared on folds of the very same sessions before the recipe was settled, two of these "
        "four draws of folds among them, and so were the ridges to choose from which likings "
        "the logit weighs. Ridge, blend and temperature are then chosen inside each training side.",
        "On the simulator 15 % more than the logit at the first place was wanted. An oracle that "
        "knows what each offer is worth to each shopper, all but chance, stays below that: a logit "
        "with the airlines' likings among its terms is already near it. Likings of users help "
        "little there, for users of the simulator have no lasting taste beyond a trip.",
        "What shoppers of the simulator like is made up. The simulated figures say that the "
        "method finds what is there, not how well it does on a real market.",
    ],
    "limits": [
        "The shipped artifact has seen the simulator only, one-way trips in economy. The real "
        "sessions (provenance not stated) judged sister models and are no part of it.",
        "Likings say 0 for shoppers, airlines and markets that were not seen before.",
        "It ranks what it is shown: prices it moves up are not made better offers by that.",
    ],
}
