/**
 * The XML forms of the bank. Reference: an envelope with a `Cube` a day, which has a `Cube` a
 * currency, of one day (eurofxref-daily.xml), of 90 (eurofxref-hist-90d.xml) or of the whole history.
 * SDMX: a series a currency with an observation a day, whose dimensions are values (GenericData, what
 * data-api.ecb.europa.eu sends when no format is named) or attributes (StructureSpecificData).
 */
import { at, text } from '../document/json-value'
import { readXml } from '../xml/xml'
import { all } from '../xml/xml-value'
import type { DaysOfRates } from './days-of-rates'
import { daysOfSeries, type RateObservation } from './rate-series'

export function readRatesXml(file: string): DaysOfRates {
  const result = readXml(file)
  if ('refused' in result) return none(`The file ${result.refused}`)
  const { document } = result
  const generic = all(document, 'GenericData', 'DataSet', 'Series').flatMap(genericObservations)
  const specific = all(document, 'StructureSpecificData', 'DataSet', 'Series').flatMap(
    specificObservations
  )
  if (generic.length + specific.length > 0) return daysOfSeries([...generic, ...specific])
  const days = all(document, 'Envelope', 'Cube', 'Cube').map((day, index) => ({
    line: index + 1,
    date: text(at(day, 'time')) ?? '',
    rates: all(day, 'Cube').map(
      (rate) => [text(at(rate, 'currency')) ?? '', text(at(rate, 'rate')) ?? ''] as const
    ),
  }))
  if (days.length > 0) return { days, problems: [] }
  const top = Object.keys(document)[0] ?? ''
  return none(`The file has no Envelope/Cube/Cube but "${top}"; send the bank's XML or CSV`)
}

function genericObservations(series: unknown, place: number): RateObservation[] {
  const key = new Map(
    all(series, 'SeriesKey', 'Value').map((value) => [
      text(at(value, 'id')),
      text(at(value, 'value')),
    ])
  )
  return all(series, 'Obs').map((observation) => ({
    line: place + 1,
    dimension: (name) => key.get(name),
    date: text(at(observation, 'ObsDimension', 'value')) ?? '',
    value: text(at(observation, 'ObsValue', 'value')) ?? '',
  }))
}

function specificObservations(series: unknown, place: number): RateObservation[] {
  return all(series, 'Obs').map((observation) => ({
    line: place + 1,
    dimension: (name) => text(at(series, name)),
    date: text(at(observation, 'TIME_PERIOD')) ?? '',
    value: text(at(observation, 'OBS_VALUE')) ?? '',
  }))
}

function none(detail: string): DaysOfRates {
  return { days: [], problems: [{ line: 1, detail }] }
}
