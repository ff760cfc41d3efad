"""Text of the demand level's card: method, notes, cautions and limits beside its figures."""

from ..kit.artifact import Json

FACTS: Json = {
    "method": "XGBoost softmax over three levels.",
    "columns": [
        {"name": "wape", "title": "WAPE", "as": "share"},
        {"name": "bias", "title": "bias", "as": "share"},
        {"name": "accuracy", "title": "accuracy", "as": "share"},
        {"name": "macro_f1", "title": "macro F1", "as": "number"},
        {"name": "log_loss", "title": "log loss", "as": "number"},
    ],
    "notes": [
        "A level compares a day's searches with the mean of the market's own trailing 56 days: low "
        "below 0.8 of it, high above 1.25. The true level is that of the searches the simulator "
        "expects, without the luck of the count; the model sees counts only.",
        "Rows with endless searches are a ceiling, not a model: the recipe reads the expected "
        "searches of past days. At few searches a day the gap to it is the noise of counting: 20 "
        "sessions a day vary by 22 %, as much as the levels are apart.",
        "City pairs are another model on another task, for evaluation only: passengers of Indian "
        "city pairs a month ahead, by LightGBM on features of the same kind. Nothing of it is in "
        "this artifact. WAPE and bias are its figures.",
    ],
    "targets": [
        {
            "data": "city_pairs",
            "split": scope,
            "model": "LightGBM",
            "name": "wape",
            "at_most": 0.075,
        }
        for scope in ("directed", "both directions")
    ]
    + [
        {
            "data": "simulator",
            "split": when,
            "model": "XGBoost",
            "name": "accuracy",
            "at_least": 0.85,
        }
        for when in ("at the end of the day", "1 day ahead")
    ],
    "cautions": [
        "The simulator's moods last about two weeks and five days; real demand may turn faster or "
        "slower, and events that are announced are not among the inputs.",
        "Searches are taken as sessions that come independently. Counting every search of a "
        "shopper who looks at several dates doubles the variance.",
    ],
    "limits": [
        "Trained on simulated searches alone. The level is relative: a market that fades for two "
        "months is low for as long as its trailing mean remembers better days, and no longer.",
        "Below about 200 sessions a day read the probabilities, not the level.",
        "A week ahead it knows little more than the weekday.",
    ],
}
