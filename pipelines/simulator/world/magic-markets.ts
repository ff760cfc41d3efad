/**
 * Markets of the sandbox whose behaviour is fixed, to build against: one for each thing that a client
 * must be able to handle. Their airports are real and hardly asked for otherwise.
 */
import type { Market } from '../../../models/airline/market'
import type { Script } from './simulated-market'

export type MagicMarket = {
  readonly market: Market
  readonly script: Script
  /** For the API reference. */
  readonly sentence: string
}

/** How long a read of the `slow` market takes with a test key: longer than any budget of ours. */
export const SLOW_MARKET_DELAY_MS = 2_000

export const MAGIC_MARKETS: readonly MagicMarket[] = [
  {
    market: 'FAE-RKV',
    script: 'drops',
    sentence: 'Fares of every departure fall by about 1 % a day until it leaves.',
  },
  {
    market: 'RKV-FAE',
    script: 'rises',
    sentence: 'Fares of every departure rise by about 1 % a day until it leaves.',
  },
  {
    market: 'GOH-JAV',
    script: 'abstains',
    sentence:
      'One search in ten days is seen: too little to answer, so answers abstain and say why.',
  },
  {
    market: 'JAV-GOH',
    script: 'slow',
    sentence: `Reading this market takes ${SLOW_MARKET_DELAY_MS / 1_000} s with a test key: for deadlines and timeouts.`,
  },
  {
    market: 'SCQ-LEI',
    script: 'anomaly',
    sentence:
      'Of departures 14 to 20 days ahead one airline tells a tenth of its fares: an anomaly to find.',
  },
]

export function magicOf(market: Market): MagicMarket | undefined {
  return MAGIC_MARKETS.find((magic) => magic.market === market)
}

/** A Markdown table for the API reference. */
export function magicMarketsText(): string {
  const rows = MAGIC_MARKETS.map(({ market, sentence }) => `| \`${market}\` | ${sentence} |`)
  return ['| market | with a test key |', '|---|---|', ...rows].join('\n')
}
