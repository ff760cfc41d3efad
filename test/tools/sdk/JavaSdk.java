import com.amadeus.Amadeus;
import com.amadeus.Params;
import com.amadeus.exceptions.ResponseException;
import com.amadeus.resources.Resource;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Calls a server with the Amadeus SDK for Java, unmodified: HOST PORT KEY OTHER_KEY DAY. */
public class JavaSdk {
  interface Call {
    Resource[] get() throws ResponseException;
  }

  static Amadeus client(String host, String port, String secret) {
    return Amadeus.builder("my-app", secret)
        .setHost(host)
        .setSsl(false)
        .setPort(Integer.parseInt(port))
        .build();
  }

  static String outcome(String name, Call call) {
    JsonObject result = new JsonObject();
    result.addProperty("call", name);
    try {
      Resource[] found = call.get();
      result.addProperty("status", found[0].getResponse().getStatusCode());
      result.addProperty("items", found.length);
    } catch (ResponseException error) {
      JsonObject body = error.getResponse().getResult();
      JsonObject first =
          body.has("errors") ? body.getAsJsonArray("errors").get(0).getAsJsonObject() : body;
      result.addProperty("status", error.getResponse().getStatusCode());
      result.addProperty("code", first.get("code").getAsInt());
    }
    return result.toString();
  }

  public static void main(String[] args) {
    Amadeus amadeus = client(args[0], args[1], args[2]);
    Amadeus other = client(args[0], args[1], args[3]);
    String day = args[4];
    Params market = Params.with("originIataCode", "MAD").and("destinationIataCode", "MUC");
    List<String> results = new ArrayList<>();
    results.add(
        outcome(
            "metrics",
            () ->
                amadeus.analytics.itineraryPriceMetrics.get(
                    market.and("departureDate", day).and("currencyCode", "EUR").and("oneWay", true))));
    results.add(
        outcome("one-way dates", () -> amadeus.shopping.flightDates.get(trip().and("oneWay", true))));
    results.add(outcome("dates", () -> amadeus.shopping.flightDates.get(trip())));
    results.add(
        outcome(
            "locations",
            () ->
                amadeus.referenceData.locations.get(
                    Params.with("keyword", "MUC").and("subType", "CITY,AIRPORT"))));
    results.add(
        outcome(
            "airlines",
            () -> amadeus.referenceData.airlines.get(Params.with("airlineCodes", "BA,TP"))));
    results.add(
        outcome(
            "destinations",
            () -> amadeus.airport.directDestinations.get(Params.with("departureAirportCode", "MAD"))));
    results.add(
        outcome(
            "not observed",
            () ->
                amadeus.shopping.flightDates.get(
                    Params.with("origin", "MAD").and("destination", "BOS"))));
    results.add(
        outcome(
            "past",
            () -> amadeus.shopping.flightDates.get(trip().and("departureDate", "2020-01-01"))));
    results.add(
        outcome(
            "not served",
            () ->
                amadeus.shopping.flightOffersSearch.get(
                    Params.with("originLocationCode", "MAD")
                        .and("destinationLocationCode", "MUC")
                        .and("departureDate", day)
                        .and("adults", 1))));
    results.add(outcome("another secret", () -> other.shopping.flightDates.get(trip())));
    System.out.println("[" + String.join(",", results) + "]");
  }

  static Params trip() {
    return Params.with("origin", "MAD").and("destination", "MUC");
  }
}
