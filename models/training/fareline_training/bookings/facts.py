"""Text of the bookings model's card: method, notes, cautions and limits beside its figures."""

from ..kit.artifact import Json

FACTS: Json = {
    "method": "LightGBM, one booster for the mean and one a quantile, on how far finals lie from "
    "the mean of pickup and fresh pickup, which is the forecast they correct.",
    "columns": [
        {"name": "wape", "title": "WAPE", "as": "share"},
        {"name": "bias", "title": "bias", "as": "share"},
        {"name": "greatest_market_bias", "title": "worst market", "as": "share"},
        {"name": "coverage80", "title": "coverage", "as": "share"},
        {"name": "width80", "title": "width", "as": "share"},
    ],
    "notes": [
        "Hotel bookings are counted gross, cancelled ones among them; the forecast is of all "
        "bookings received by the day of arrival. *Pickup* adds the mean gain of all "
        "arrivals of the last 56 days, *same weekday* of the last eight on that weekday; fresh "
        "pickup adds the mean gains of the last 28 booking days at each number of days before.",
        "The reference figures of pickup on the city hotel, 4.9 / 6.2 / 9.7 % at 7 / 14 / 28 days, "
        "were measured elsewhere; of the definitions tried, gross bookings come nearest to them "
        "(net of cancellations the same pickup errs by 9 to 17 %). The arrivals they were measured "
        "on are not known, so compare with the pickup in this table.",
        "Simulated markets sell out by a limit that 60 % of departures reach; features read curves "
        "unconstrained by EM as of each evening "
        "(pipelines/features/bookings/unconstrain-curves.ts), and the model learns unconstrained "
        "finals. The evaluation alone knows the demand. The rows of "
        "unconstraining compare ways to estimate the demand of past departures.",
        "*LightGBM* is the median. Width is of the 80 % interval, in shares of the bookings.",
    ],
    "cautions": [
        "What the model corrects was chosen on city hotel arrivals of the 150 days before the test "
        "period, the size of its trees by a search on the training side (fit.py). The test was "
        "seen before that: correcting the fresh pickup alone it erred by 4.5 / 6.4 / "
        "10.1 %, and as that forecast was worse than pickup on simulated markets 28 days before, "
        "the mean of both took its place, which was as good on the days before the test.",
        "Smaller trees chosen by hand erred by 4.5 / 6.3 / 10.2 % on the city hotel's test and by "
        "10.4 / 13.1 / 18.1 % on the resort's. The searched ones stay although they lose there on "
        "the city hotel: choosing by the test would be tuning on it.",
        "Test arrivals run over one autumn and winter of two hotels: 184 days each.",
    ],
    "limits": [
        "Two hotels and simulated markets: no airline's booking curves were seen.",
        "It needs four complete departures, and leans on eight weeks of them. Last year's same "
        "week is not an input: with 20 months of data forecasts got worse by it.",
        "Groups that book at once are noise to it.",
        "Bookings only: who cancels later is another question.",
    ],
}
