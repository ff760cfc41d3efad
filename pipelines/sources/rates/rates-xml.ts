/**
 * The XML form: an envelope with a `Cube` a day, which has a `Cube` a currency, of one day
 * (eurofxref-daily.xml), of 90 (eurofxref-hist-90d.xml) or of the whole history.
 */
import { at, text } from '../document/json-value'
import { readXml } from '../xml/xml'
import { all } from '../xml/xml-value'
import type { DaysOfRates } from './days-of-rates'

export function readRatesXml(file: string): DaysOfRates {
  const result = readXml(file)
  if ('refused' in result) return none(`The file ${result.refused}`)
  const days = all(result.document, 'Envelope', 'Cube', 'Cube').map((day, index) => ({
    line: index + 1,
    date: text(at(day, 'time')) ?? '',
    rates: all(day, 'Cube').map(
      (rate) => [text(at(rate, 'currency')) ?? '', text(at(rate, 'rate')) ?? ''] as const
    ),
  }))
  return days.length > 0 ? { days, problems: [] } : none('The file has no Envelope/Cube/Cube')
}

function none(detail: string): DaysOfRates {
  return { days: [], problems: [{ line: 1, detail }] }
}
