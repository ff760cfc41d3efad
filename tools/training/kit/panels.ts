/** Real fare panels: the same departures observed daily, and the permitted use of each. */
import type { SearchEvent } from '../../../pipelines/events/event'
import { type FareFile, readSearches } from './read-searches'

/** Evaluation only: no shipped model is fitted on it. */
export const WIZZ: FareFile = {
  data: 'wizz',
  file: 'longitudinal/wizz_2015_2016.csv.gz',
  name: 'Daily lowest fares of a low-cost carrier, 18 directed markets (Jun Lu, 2016)',
  licence: 'research only: evaluation, never shipped',
  url: 'https://github.com/junlulocky/AirTicketPredicting',
}

export const ARN_FRA: FareFile = {
  data: 'arn_fra',
  file: 'longitudinal/arn_fra_2019.csv.gz',
  name: 'ARN-FRA fares of two full-service airlines over the last 30 days of 639 flights (higsch/flyhigh)',
  licence: 'MIT',
  url: 'https://github.com/higsch/flyhigh',
}

export function readPanel(folder: string, panel: FareFile): Promise<SearchEvent[]> {
  return readSearches(folder, panel, 'panel')
}
