/** The address of a question, with its price apart: trips that differ in nothing else share a text. */
const PATH = '/v1/price-insights?'
const PRICE = /[?&]price=(\d{1,10}(?:\.\d{1,4})?)(?=&|$)/

export type InsightAddress = {
  /** Path and query, as `links.self` has them. */
  readonly self: string
  /** The same without the price. */
  readonly question: string
  /** Major units; undefined without a plain price. */
  readonly price: number | undefined
}

/** Undefined for any other path. */
export function insightAddress(url: string): InsightAddress | undefined {
  const at = url.indexOf('/', url.indexOf('//') + 2)
  if (at < 0 || !url.startsWith(PATH, at)) return undefined
  const self = url.slice(at)
  const found = PRICE.exec(self)
  const price = Number(found?.[1])
  if (!found || !(price > 0)) return { self, question: self, price: undefined }
  const start = found.index + '?price='.length
  const question = `${self.slice(0, start)}*${self.slice(found.index + found[0].length)}`
  return { self, question, price }
}
