"""What the anomaly model's card says that its figures do not."""

from ..kit.artifact import Json

FACTS: Json = {}
