/**
 * Reduces personal data on receipt: an address to its country, a user agent to its families, a user
 * id to a keyed hash.
 */
import type { Shopper } from '../../models/airline/trip'
import type { SearchWire } from '../wire/wire'
import { type Agent, agentOf, agentOfPlatform } from './agent'

/** The sender of the request, as the network reports it. */
export type Sender = {
  readonly ip?: string | undefined
  readonly country?: string | undefined
  readonly region?: string | undefined
}

export type Privacy = {
  readonly sender: Sender
  readonly hashUser: (userId: string) => string
}

type Wire = Pick<SearchWire, 'user_id' | 'user_location' | 'device_info'>

/** One reader serves one request: it caches agents and users, of which a batch has few. */
export function createShopperReader({ sender, hashUser }: Privacy): (wire: Wire) => Shopper {
  const agents = memo(agentOf)
  const hashes = memo(hashUser)
  return ({ user_id, user_location, device_info }) => ({
    ...placeOf(user_location, sender),
    ...agentFrom(device_info, agents),
    userHash: user_id ? hashes(user_id) : undefined,
  })
}

/**
 * A given country is kept. There is no table of addresses here, but where the address is the
 * sender's own, the network has reported its country.
 */
function placeOf(location: Wire['user_location'], sender: Sender) {
  const own = sender.ip !== undefined && location?.ip_address === sender.ip
  const country = location?.country || (own ? sender.country : undefined)
  const region = own && country === sender.country ? sender.region : undefined
  return { country, region }
}

function agentFrom(info: Wire['device_info'], agents: (userAgent: string) => Agent): Agent {
  if (info?.user_agent) return agents(info.user_agent)
  return info?.platform ? agentOfPlatform(info.platform) : {}
}

function memo<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const value = compute(text)
    known.set(text, value)
    return value
  }
}
