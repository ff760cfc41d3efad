/** Who asks: a pool of returning shoppers with their country and device. Nobody real. */
import type { NativeShopper } from '../sources/native-event'
import { chance, pick } from './chance'

const SHOPPERS = 4_000

const AGENTS = new Map([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    30,
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36',
    28,
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
    25,
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    11,
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 6],
])

/** The same name is the same person, with the same device. */
export function shopper(
  seed: number,
  name: string,
  countries: ReadonlyMap<string, number>
): NativeShopper {
  const number = Math.floor(chance(seed, `${name}/who`) * SHOPPERS)
  const country = pick(countries, chance(seed, `shopper/${number}/country`))
  const agent = pick(AGENTS, chance(seed, `shopper/${number}/agent`))
  return {
    user_id: `shopper-${number}`,
    // A network reserved for documentation (RFC 5737).
    user_location: {
      ip_address: `203.0.113.${number % 256}`,
      ...(country ? { country } : {}),
    },
    ...(agent ? { device_info: { user_agent: agent } } : {}),
  }
}
