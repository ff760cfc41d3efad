"""What the hold model's card says that its figures do not."""

from ..kit.artifact import Json

FACTS: Json = {
    "method": "One XGBoost softmax over bins of the change; logits scaled and shifted per bin on "
    "the last stretch of the training time.",
}
