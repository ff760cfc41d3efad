"""The quote validity model: how far the price of a cached quote has moved since it was seen."""
