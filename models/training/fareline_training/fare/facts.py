"""Text of the fare model's card: method, notes, cautions and limits beside its figures."""

from ..kit.artifact import Json

EXPEDIA = {"data": "expedia", "split": "time-forward"}
RANDOM = {"data": "easemytrip", "split": "random"}
UNSEEN = {"data": "easemytrip", "split": "unseen"}

FACTS: Json = {
    "method": "XGBoost: a gamma regression for the expected fare, quantile trees on its "
    "errors on later rows, shifted by conformal calibration.",
    "columns": [
        {"name": "mae", "title": "MAE", "as": "between"},
        {"name": "rmse", "title": "RMSE", "as": "between"},
        {"name": "r2", "title": "R2", "as": "number"},
        {"name": "mape", "title": "MAPE", "as": "share"},
        {"name": "pinball", "title": "pinball", "as": "amount"},
        {"name": "coverage80_raw", "title": "uncalibrated coverage", "as": "share"},
        {"name": "coverage80", "title": "coverage", "as": "share"},
        {"name": "coverage80_from_0", "title": "0-6 days out", "as": "share"},
        {"name": "coverage80_from_7", "title": "7-20", "as": "share"},
        {"name": "coverage80_from_21", "title": "21 and more", "as": "share"},
        {"name": "width80", "title": "width", "as": "amount"},
    ],
    "notes": [
        "Errors are in the data's own currency. Brackets hold 95 % of bootstrap resamples by "
        "market and departure date. Coverage is of the 80 % interval, q10 to q90. A view says "
        "what the question knew: *offer* everything, *itinerary* no fare basis, *trip and stops* "
        "no airline, flight, time or bags, *trip* market, dates and cabin only.",
        "For splits within one scrape day the market's history holds training offers only, of "
        "searches earlier in that day.",
    ],
    "targets": [
        *(
            {**split, "model": f"fare model, {view}", "name": name, **wanted}
            for split, figures in (
                (EXPEDIA, {"mae": 66.0, "rmse": 96.0, "r2": 0.70}),
                (UNSEEN, {"r2": 0.935}),
                (RANDOM, {"r2": 0.990}),
            )
            for view in ("offer", "itinerary")
            for name, figure in figures.items()
            for wanted in [{"at_least" if name == "r2" else "at_most": figure}]
        ),
    ],
    # Test results that were read while the recipe was chosen make the table look too good.
    "cautions": [
        "The Expedia test period is not untouched. About sixty throw-away settings (which parts of "
        "the fare basis, which objective, how deep) and five versions of the whole recipe were "
        "scored on it, and two faults of the inputs were found from its tables. Learning rates and "
        "the time stretches were chosen on three earlier windows inside the training period. There "
        "the offer view has MAE 57.7, RMSE 96.3, R2 0.77: the safer expectation for new days.",
        "Unseen flights depend on which flights are drawn, which the brackets (by market and date) "
        "do not cover. A second draw gave earlier versions of this recipe R2 0.93-0.94 and RMSE "
        "5,600-5,800, where the draw in the table gave them 0.96 and 4,600.",
        "The larger model became deeper and faster learning after its first result on the same "
        "test rows, R2 0.987 and RMSE 2,557. It is the second of two tries.",
    ],
    "limits": [
        "One-way trips of 2022 on US and Indian domestic markets. Elsewhere it leans on the "
        "market's own recent fares and the distance, and has not been tested.",
        "It pulls far-off fares towards those it knows. In a currency not trained on the Worker "
        "therefore gives it amounts relative to the market's own recent mean "
        "(models/runtime/model-unit.ts), which assumes that fares there move in the same ratios.",
        "Fares move on: after the training period the 80 % interval covers less often than 80 % of "
        "the time; the table shows how often.",
        "Without flights chosen, or without the fare basis, expect the errors of those views, not "
        "of the first.",
        "The Indian data is one scrape day: nothing is known about how those fares move.",
        "USD and INR are brought to one order of magnitude by constants, not by rates of exchange; "
        "no other currency was trained on.",
        "Traffic, shopper and device are not inputs: the same question has one answer.",
    ],
}
