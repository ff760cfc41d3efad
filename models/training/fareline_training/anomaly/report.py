"""The anomaly model's report: what sets unusual days apart, how unusual days of each feed are."""

from pathlib import Path

import numpy as np

from ..kit.encode import to_matrix
from ..kit.report import Report
from ..kit.rows import Rows
from .fit import IsolationModel, isolation

#: Share of the rows that the report examines.
UNUSUAL = 0.01
SHARES = (0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999)


def write_report(model: IsolationModel, rows: Rows, version: str, folder: Path) -> None:
    report = Report(
        folder,
        f"Anomaly model {version}: report",
        "The forest alone, on the rows it was fitted on; labels it has none. How well it finds "
        "faults, with the gate and without, stands in card.md.",
    )
    names = [feature.name for feature in rows.features]
    matrix = to_matrix(rows, {})
    scores = isolation(model.forest, matrix)
    strange = matrix[np.argsort(-scores, kind="stable")[: max(1, int(len(scores) * UNUSUAL))]]
    middle, whole = np.nanmedian(matrix, axis=0), isolation(model.forest, strange).mean()
    drops = {}
    for column, name in enumerate(names):
        usual = strange.copy()
        usual[:, column] = middle[column]
        drops[name] = float(whole - isolation(model.forest, usual).mean())
    report.bars(
        "What sets unusual days apart",
        drops,
        "isolation lost",
        f"Mean isolation that the {len(strange)} most unusual days lose when one input is what it "
        "is on a middle day.",
    )
    data = rows.text("data")
    report.errors(
        {
            str(name): {
                f"{share:.1%}": float(np.quantile(scores[data == name], share)) for share in SHARES
            }
            for name in np.unique(data)
        },
        "share of days that are more usual",
        "isolation",
        f"A middle day has {model.usual:.3f}; from {model.unusual:.3f} on the forest alone would "
        "call a day a finding.",
    )
    report.write()
