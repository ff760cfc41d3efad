/** Fills the fields that a sender left out from the trip in its typed search. */
import { readTextQuery, tripFieldsOf } from '../sources/text-query/text-query'
import { MAX_QUERY_LENGTH } from '../wire/wire'

export function withTypedTrip(record: object): object {
  const query = 'query' in record ? record.query : undefined
  const timestamp = 'timestamp' in record ? record.timestamp : undefined
  if (typeof query !== 'string' || query.length > MAX_QUERY_LENGTH) return record
  // "Next Friday" needs a day to count from.
  const at = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN
  if (Number.isNaN(at)) return record
  const given = Object.entries(record).filter(([, value]) => value !== null && value !== undefined)
  return { ...tripFieldsOf(readTextQuery(query, at)), ...Object.fromEntries(given) }
}
