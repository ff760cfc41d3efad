"""The model card, written from the manifest alone."""

Json = dict

#: What others reached on the same data with XGBoost, and what this model is meant to reach.
REFERENCES = {
    ("expedia", "time-forward"): {"mae": 69.6, "rmse": 100.0, "r2": 0.67},
    ("easemytrip", "random"): {"rmse": 2407.0, "r2": 0.989},
    ("easemytrip", "unseen"): {"rmse": 6006.0, "r2": 0.929},
}

#: What was seen while the recipe was made. The table alone would look better than it is.
CAUTIONS = (
    "The Expedia test period is not untouched. About sixty throw-away settings (which parts of the "
    "fare basis, which objective, how deep) and five versions of the whole recipe were scored on "
    "it, and two faults of the inputs were found from its tables. Learning rates and the time "
    "stretches were chosen on three earlier windows inside the training period. There the offer "
    "view has MAE 57.7, RMSE 96.3, R2 0.77: the safer expectation for new days.",
    "Unseen flights depend on which flights are drawn, which the brackets (by market and date) do "
    "not cover. A second draw gave earlier versions of this recipe R2 0.93-0.94 and RMSE "
    "5,600-5,800, where the draw in the table gave them 0.96 and 4,600.",
    "The larger model was made deeper and faster learning after its first result on the same test "
    "rows, R2 0.987 and RMSE 2,557. It is the second of two tries.",
)


def card(manifest: Json, onnx_bytes: int) -> str:
    parts = [
        f"# Fare model {manifest['version']}",
        f"{manifest['task'].capitalize()}. Answers {', '.join(manifest['outputs'])}, each "
        f"`{manifest['target']}`. XGBoost: a gamma regression for the expected fare, quantile "
        f"trees on its out-of-fold residuals; exported as one ONNX graph of {onnx_bytes:,} bytes, "
        f"SHA-256 `{manifest['onnx_sha256']}`, made {manifest['created_at']} with seed "
        f"{manifest['training']['seed']}.",
        "## Training data",
        _data(manifest["training"]["data"]),
        "The artifact is fitted on all of these rows. The figures below belong to sister models: "
        "the same recipe, seed and size, fitted on the training side of each split alone.",
        "## How wrong it is",
        _metrics(manifest["metrics"]),
        "Errors are in the data's own currency. Brackets hold 95 % of bootstrap resamples by "
        "market and departure date. Coverage is of the 80 % interval, q10 to q90. A view says "
        "what the question knew: *offer* everything, *itinerary* no fare basis, *trip and stops* "
        "no airline, flight, time or bags, *trip* market, dates and cabin only.",
        "For splits within one scrape day the market's history holds training offers only, of "
        "searches earlier in that day.",
        "## Beside the reference figures",
        _references(manifest["metrics"]),
        "The references were measured on other splits and, as far as is known, without the fare "
        "basis: *itinerary* is the like-for-like view.",
        "## How far to trust these figures",
        "\n".join(f"- {caution}" for caution in CAUTIONS),
        "## Limits",
        "\n".join(
            f"- {limit}"
            for limit in (
                "One-way trips of 2022 on US and Indian domestic markets. Elsewhere it leans on "
                "the market's own recent fares and the distance, and has not been tested.",
                "It pulls far-off fares towards those it knows. In a currency not trained on "
                "the Worker therefore tells it amounts relative to the market's own recent mean "
                "(models/model-unit.ts), which assumes that fares there move in the same ratios.",
                "Fares move on: after the training period the 80 % interval holds less often than "
                "80 % of the time; the table says how often.",
                "Without flights chosen, or without the fare basis, expect the errors of those "
                "views, not of the first.",
                "The Indian data is one scrape day: nothing is known of how those fares move.",
                "USD and INR are brought to one order of magnitude by constants, not by rates of "
                "exchange; no other currency was trained on.",
                "Traffic, shopper and device are not inputs: the same question has one answer.",
            )
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _data(sources: list[Json]) -> str:
    lines = ["| data | rows | observed | licence |", "|---|---|---|---|"]
    lines += [
        f"| [{s['name']}]({s['url']}) | {s['rows']:,} | {s['from']} .. {s['to']} | {s['licence']} |"
        for s in sources
    ]
    return "\n".join(lines)


def _metrics(metrics: list[Json]) -> str:
    lines = [
        "| data, split | rows | model | MAE | RMSE | R2 | MAPE | pinball | coverage | width |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for metric in metrics:
        v = metric["values"]
        cells = [
            f"{metric['data']}, {metric['split']}",
            f"{metric['rows']:,}",
            metric["model"],
            f"{v['mae']:,.1f} ({v['mae_low']:,.1f}-{v['mae_high']:,.1f})",
            f"{v['rmse']:,.1f} ({v['rmse_low']:,.1f}-{v['rmse_high']:,.1f})",
            f"{v['r2']:.3f}",
            f"{v['mape']:.1%}",
            f"{v['pinball']:,.1f}" if "pinball" in v else "",
            f"{v['coverage80']:.1%}" if "coverage80" in v else "",
            f"{v['width80']:,.0f}" if "width80" in v else "",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _references(metrics: list[Json]) -> str:
    lines = [
        "| data, split | view | figure | reference | here | reached |",
        "|---|---|---|---|---|---|",
    ]
    for metric in metrics:
        wanted = _reference(metric)
        if not wanted or not metric["model"].startswith("fare model, "):
            continue
        view = metric["model"].removeprefix("fare model, ")
        if view not in ("offer", "itinerary"):
            continue
        for name, reference in wanted.items():
            value = metric["values"][name]
            reached = value >= reference if name == "r2" else value <= reference
            lines.append(
                f"| {metric['data']}, {metric['split']} | {view} | {name.upper()} | {reference:,} "
                f"| {value:,.3f} | {'yes' if reached else '**not reached**'} |"
            )
    return "\n".join(lines)


def _reference(metric: Json) -> Json | None:
    for (data, split), wanted in REFERENCES.items():
        if metric["data"] == data and metric["split"].startswith(split):
            return wanted
    return None
