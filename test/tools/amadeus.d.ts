/** The parts of the SDK that the dialect's test uses; the package has no types of its own. */
declare module 'amadeus' {
  type Answer = { readonly statusCode: number; readonly result: unknown; readonly data: unknown }
  type Get = { get(query: Readonly<Record<string, unknown>>): Promise<Answer> }
  type Options = {
    readonly clientId: string
    readonly clientSecret: string
    readonly host: string
    readonly port: number
    readonly http: { request(options: object): unknown }
  }
  export default class Amadeus {
    constructor(options: Options)
    readonly airport: { readonly directDestinations: Get }
    readonly analytics: { readonly itineraryPriceMetrics: Get }
    readonly referenceData: { readonly locations: Get; readonly airlines: Get }
    readonly shopping: {
      readonly flightDates: Get
      readonly flightOffersSearch: Get
      readonly flightOffers: { readonly prediction: { post(body: unknown): Promise<Answer> } }
    }
  }
}
