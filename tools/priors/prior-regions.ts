/** The regions of the prior: the open data of each, and its test. */
import { z } from 'zod'
import type { PriorRegionManifest } from '../../models/prior/prior-manifest'
import { quarterOfText, quarterText } from '../../models/prior/quarters'
import { quartersOf } from '../../pipelines/training/prior/fare-table'
import type { RegionTest } from './evaluate-prior'
import { csv, type OpenFares, readBitre, readDb1b } from './open-fares'

export type RegionFacts = Pick<
  PriorRegionManifest,
  'name' | 'countries' | 'currency' | 'fare' | 'source' | 'sampled_share' | 'index'
>
export type RegionData = {
  readonly facts: RegionFacts
  readonly places: OpenFares['places']
  readonly test: RegionTest
  readonly licence: string
  readonly url: string
}

/** Fares of fewer sampled tickets are not tested: their mean is mostly chance. */
const FEWEST_TICKETS = 100

export async function readRegions(data: string): Promise<RegionData[]> {
  return [await unitedStates(data), australia(data)]
}

async function unitedStates(data: string): Promise<RegionData> {
  const { table, places } = await readDb1b(data)
  const index = airlineFaresIndex()
  const values = new Map(index.values.map(({ quarter, value }) => [quarterOfText(quarter), value]))
  return {
    facts: {
      name: 'the United States',
      countries: ['US', 'PR', 'VI', 'GU', 'AS', 'MP'],
      currency: 'USD',
      fare: 'mean fare paid a direction, all cabins',
      source: 'US DOT, Origin and Destination Survey DB1B',
      sampled_share: 0.1,
      index,
    },
    places,
    test: {
      name: 'DB1B',
      table,
      index: values,
      cuts: ['2010Q4', '2012Q4', '2014Q4'].map(quarterOfText),
      longestYears: 5,
      fewestPassengers: FEWEST_TICKETS,
    },
    licence: 'US Government work, public domain',
    url: 'https://www.transtats.bts.gov/DatabaseInfo.asp?QO_VQ=EFI',
  }
}

function australia(data: string): RegionData {
  const { table, places } = readBitre(data)
  return {
    facts: {
      name: 'Australia',
      countries: ['AU'],
      currency: 'AUD',
      fare: 'lowest fare three weeks ahead, half of a return',
      source: 'BITRE, Domestic air fares',
    },
    places,
    test: {
      name: 'BITRE',
      table,
      index: undefined,
      cuts: [2013, 2015, 2017, 2019, 2021, 2023].map((year) => quarterOfText(`${year}Q4`)),
      longestYears: 5,
      fewestPassengers: 0,
    },
    licence: 'CC BY 4.0',
    url: 'https://www.bitre.gov.au/statistics/aviation/air_fares',
  }
}

const IndexRow = z.object({ quarter: z.string(), index: z.coerce.number() })

/** Kept in this folder: figures of the US Bureau of Labor Statistics, a mean of the quarter's months. */
function airlineFaresIndex() {
  const values = csv('tools/priors/us-airline-fares-cpi.csv').map((record) => {
    const { quarter, index } = IndexRow.parse(record)
    return { quarter, value: index }
  })
  return {
    name: 'the US consumer price index of airline fares',
    source: 'US Bureau of Labor Statistics, CUSR0000SETG01, U.S. city average, seasonally adjusted',
    licence: 'US Government work, public domain',
    values,
  }
}

/** First and last quarter of the data. */
export function spanOf({ test: { table } }: RegionData) {
  const { from, to } = quartersOf(table)
  return { from: quarterText(from), to: quarterText(to) }
}
