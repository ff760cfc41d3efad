"""What the card says that the manifest's other fields do not."""

FACTS = {
    "method": "XGBoost: weighted medians for the point, quantile trees, logistic trees for drops, "
    "and Longstaff-Schwartz regressions of what waiting with the right stopping rule costs.",
    "columns": [
        {"name": "mape", "title": "MAPE", "as": "share"},
        {"name": "below_last", "title": "below last price", "as": "share"},
        {"name": "coverage80", "title": "cover 80", "as": "share"},
        {"name": "coverage80_least", "title": "least group", "as": "share"},
        {"name": "coverage80_most", "title": "most group", "as": "share"},
        {"name": "drop_auc", "title": "drop AUC", "as": "number"},
        {"name": "clairvoyant_share", "title": "of clairvoyant", "as": "share"},
        {"name": "saving", "title": "saving", "as": "share"},
        {"name": "regret", "title": "regret", "as": "share"},
    ],
    "limits": [
        "Trained on simulated markets and one real market; on real low-cost fares it is a "
        "transfer, and the table says what that costs.",
        "A departure that is no longer seen is sold out or cancelled; nothing is said of those.",
        "Lowest fares of one way trips; nothing is known of the return direction.",
    ],
}
