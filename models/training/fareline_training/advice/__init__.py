"""When to wait: one-step value iteration on daily transitions of observed departures."""
