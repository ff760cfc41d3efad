/**
 * Sandbox markets with fixed behaviour for client tests: one for each case that a client must handle.
 * Their airports are real, with little other demand.
 */
import type { Market } from './market'

/** Fixed behaviour of a sandbox market. */
export type Script = 'drops' | 'rises' | 'abstains' | 'slow' | 'anomaly'

export type MagicMarket = {
  readonly market: Market
  readonly script: Script
  /** Description in the API reference. */
  readonly sentence: string
}

/** Duration of a read of the `slow` market on a local server; longer than every read timeout. */
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
      'One search is observed every ten days, which is too few: answers abstain and give the reason.',
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
      'One airline sends a tenth of its fares for departures 14 to 20 days ahead, which is an anomaly.',
  },
]

export function magicOf(market: Market): MagicMarket | undefined {
  return MAGIC_MARKETS.find((magic) => magic.market === market)
}

/** Returns a Markdown table for the API reference. */
export function magicMarketsText(): string {
  const rows = MAGIC_MARKETS.map(({ market, sentence }) => `| \`${market}\` | ${sentence} |`)
  return ['| market | with a test key |', '|---|---|', ...rows].join('\n')
}
