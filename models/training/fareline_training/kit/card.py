"""The model card, written from the manifest alone.

`manifest["card"]` adds to a manifest's other fields; all of it is optional:
method    how it was fitted, a sentence or two
columns   [{name, title, as}] of the metrics shown, `as` one of number, amount, share, between
notes     how to read the table, a paragraph each
targets   [{data, split, model, name, at_least | at_most}]: figures to reach
cautions  how far to trust the figures, a line each
limits    where the model should not be used or trusted, a line each
"""

Json = dict


def card(manifest: Json) -> str:
    facts = manifest.get("card", {})
    parts = [
        f"# {manifest['model'].capitalize()} model {manifest['version']}",
        _opening(manifest, facts),
        "## Training data",
        _data(manifest["training"]["data"]),
        *_figures(manifest, facts),
        *facts.get("notes", ()),
    ]
    if facts.get("targets"):
        parts += ["## Beside the figures to reach", _targets(manifest["metrics"], facts["targets"])]
    if "conformal" in manifest:
        parts += ["## Conformal calibration", _conformal(manifest["conformal"])]
    if facts.get("cautions"):
        parts += ["## How far to trust these figures", _list(facts["cautions"])]
    if facts.get("limits"):
        parts += ["## Limits", _list(facts["limits"])]
    return "\n\n".join(parts) + "\n"


def _figures(manifest: Json, facts: Json) -> list[str]:
    lake = manifest["training"].get("lake")
    if lake:
        return [
            f"The rows come from {lake['hours']['count']:,} hours of the lake of {lake['account']} "
            f"({lake['mode']}), {lake['hours']['from']} to {lake['hours']['to']}, and were "
            f"observed before {lake['test_from']}. Code {lake['code_revision']}, feature schema "
            f"{lake['feature_schema']}.",
            "## How wrong it is",
            f"`comparison.json` has its losses from {lake['test_from']} to {lake['until']}, on "
            "departures it was not fitted on, beside the champion and the plain rule.",
        ]
    return [
        "The artifact is fitted on all of these rows. The figures below belong to held-out "
        "refits: the same recipe, seed and size, fitted on the training side of each split alone.",
        "## How wrong it is",
        _metrics(manifest["metrics"], facts.get("columns") or _columns(manifest["metrics"])),
    ]


def _opening(manifest: Json, facts: Json) -> str:
    method = f" {facts['method']}" if facts.get("method") else ""
    task = manifest["task"]
    return (
        f"{task[:1].upper()}{task[1:]}. Answers {', '.join(manifest['outputs'])}, each "
        f"`{manifest['target']}`.{method} One ONNX graph of {manifest['onnx_bytes']:,} bytes, "
        f"SHA-256 `{manifest['onnx_sha256']}`, created {manifest['created_at']} with seed "
        f"{manifest['training']['seed']}."
    )


def _data(sources: list[Json]) -> str:
    return _table(
        ["data", "rows", "observed", "licence"],
        [
            [
                f"[{s['name']}]({s['url']})" if "url" in s else s["name"],
                f"{s['rows']:,}",
                f"{s['from']} .. {s['to']}",
                s["licence"],
            ]
            for s in sources
        ],
    )


def _columns(metrics: list[Json]) -> list[Json]:
    """Every figure in order of appearance; bounds share the column of their figure."""
    names = list(dict.fromkeys(name for metric in metrics for name in metric["values"]))
    shown = [name for name in names if not name.endswith(("_low", "_high"))]
    return [
        {"name": name, "title": name, "as": "between" if f"{name}_low" in names else "number"}
        for name in shown
    ]


def _metrics(metrics: list[Json], columns: list[Json]) -> str:
    return _table(
        ["data, split", "rows", "model", *(column["title"] for column in columns)],
        [
            [
                f"{metric['data']}, {metric['split']}",
                f"{metric['rows']:,}",
                metric["model"],
                *(_cell(metric["values"], column) for column in columns),
            ]
            for metric in metrics
        ],
    )


def _cell(values: Json, column: Json) -> str:
    name, shape = column["name"], column["as"]
    if name not in values:
        return ""
    value = values[name]
    if shape == "share":
        return f"{value:.1%}"
    if shape == "amount":
        return f"{value:,.1f}"
    if shape == "between" and f"{name}_low" in values:
        return f"{value:,.1f} ({values[f'{name}_low']:,.1f}-{values[f'{name}_high']:,.1f})"
    return f"{value:.3f}"


def _targets(metrics: list[Json], targets: list[Json]) -> str:
    lines = []
    for target in targets:
        wanted = target.get("at_least", target.get("at_most"))
        for metric in metrics:
            same = metric["data"] == target["data"] and metric["model"] == target["model"]
            if not same or not metric["split"].startswith(target["split"]):
                continue
            value = metric["values"][target["name"]]
            reached = value >= wanted if "at_least" in target else value <= wanted
            lines.append(
                [
                    f"{metric['data']}, {metric['split']}",
                    metric["model"],
                    target["name"],
                    f"{'at least' if 'at_least' in target else 'at most'} {wanted:,}",
                    f"{value:,.4g}",
                    "yes" if reached else "**not reached**",
                ]
            )
    return _table(["data, split", "model", "figure", "target", "here", "reached"], lines)


def _conformal(conformal: Json) -> str:
    names = sorted({name for group in conformal["groups"] for name in group["shifts"]})
    table = _table(
        ["days to departure", "rows", *names],
        [
            [
                f"{group.get('currency', '')} {group['days_from']}-{group['days_to']}".strip(),
                f"{group['rows']:,}",
                *(f"{group['shifts'].get(name, 0):+.4f}" for name in names),
            ]
            for group in conformal["groups"]
        ],
    )
    return (
        f"Added to the outputs, in their own unit, so that the outer interval covers "
        f"{conformal['level']:.0%}; measured on later stretches than the trees were fitted on."
        f"\n\n{table}"
    )


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _list(items: list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
