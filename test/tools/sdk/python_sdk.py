"""Calls a server with the Amadeus SDK for Python, unmodified: HOST PORT KEY OTHER_KEY DAY."""

import json
import sys

from amadeus import Client, ResponseError

host, port, key, other_key, day = sys.argv[1:6]


def client(secret):
    options = {"host": host, "port": int(port), "ssl": False, "log_level": "silent"}
    return Client(client_id="my-app", client_secret=secret, **options)


def outcome(name, call):
    try:
        response = call()
    except ResponseError as error:
        result = error.response.result or {}
        errors = result.get("errors") or [result]
        return {"call": name, "status": error.response.status_code, "code": errors[0].get("code")}
    return {"call": name, "status": response.status_code, "items": len(response.data)}


amadeus = client(key)
trip = {"origin": "MAD", "destination": "MUC"}
market = {"originIataCode": "MAD", "destinationIataCode": "MUC"}
calls = {
    "metrics": lambda: amadeus.analytics.itinerary_price_metrics.get(
        departureDate=day, currencyCode="EUR", oneWay=True, **market
    ),
    "one-way dates": lambda: amadeus.shopping.flight_dates.get(oneWay=True, **trip),
    "dates": lambda: amadeus.shopping.flight_dates.get(**trip),
    "locations": lambda: amadeus.reference_data.locations.get(
        keyword="MUC", subType="CITY,AIRPORT"
    ),
    "airlines": lambda: amadeus.reference_data.airlines.get(airlineCodes="BA,TP"),
    "destinations": lambda: amadeus.airport.direct_destinations.get(departureAirportCode="MAD"),
    "not observed": lambda: amadeus.shopping.flight_dates.get(origin="MAD", destination="BOS"),
    "past": lambda: amadeus.shopping.flight_dates.get(departureDate="2020-01-01", **trip),
    "not served": lambda: amadeus.shopping.flight_offers_search.get(
        originLocationCode="MAD", destinationLocationCode="MUC", departureDate=day, adults=1
    ),
    "another secret": lambda: client(other_key).shopping.flight_dates.get(**trip),
}
print(json.dumps([outcome(name, call) for name, call in calls.items()]))
