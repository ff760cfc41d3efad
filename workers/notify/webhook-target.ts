/**
 * Where webhooks may be sent: HTTPS on its usual port to a name of the public internet. Addresses
 * are refused in every form. A name is looked up when it is registered and before each attempt, as
 * it may point elsewhere later; the platform itself routes no request into a private network.
 */
import { z } from 'zod'
import { isPublicAddress } from '../../pipelines/watch/public-address'
import type { Services } from '../services'

type Settings = Pick<Services, 'webhookOrigins' | 'webhookDnsUrl'>

const INTERNAL = /\.(localhost|local|internal|lan|home\.arpa|test|invalid|onion)$/
const LOOKUP_MS = 3_000

/** The URL, or why nothing may be sent there. */
export async function checkTarget(
  text: string,
  { webhookOrigins, webhookDnsUrl }: Settings
): Promise<URL | string> {
  const url = URL.parse(text)
  if (!url) return 'url: must be a URL, such as https://example.com/hooks'
  if (url.username !== '' || url.password !== '') return 'url: must not hold a user or password'
  if (webhookOrigins.includes(url.origin)) return url
  if (url.protocol !== 'https:' || url.port !== '') {
    return 'url: must be https on its usual port; for a receiver on this machine set WEBHOOK_ORIGINS'
  }
  const host = url.hostname.replace(/\.$/, '')
  const isAddress = host.startsWith('[') || /^[\d.]+$/.test(host)
  if (isAddress) return 'url: must name a host, not an address'
  if (!host.includes('.') || INTERNAL.test(host)) {
    return `url: ${host} is not a name of the public internet`
  }
  if (webhookDnsUrl === undefined) return url
  const addresses = await lookUp(host, webhookDnsUrl)
  if (addresses.length === 0) return `url: ${host} has no address`
  return addresses.every(isPublicAddress) ? url : `url: ${host} leads into a private network`
}

/** Types of records with an address; others of the answer are names on the way to one. */
const A = 1
const AAAA = 28
const Records = z.object({
  Answer: z.array(z.object({ type: z.number(), data: z.string() })).default([]),
})

async function lookUp(host: string, dnsUrl: string): Promise<readonly string[]> {
  const answers = await Promise.all(
    ['A', 'AAAA'].map(async (type) => {
      const query = new URL(dnsUrl)
      query.searchParams.set('name', host)
      query.searchParams.set('type', type)
      const response = await fetch(query, {
        headers: { accept: 'application/dns-json' },
        signal: AbortSignal.timeout(LOOKUP_MS),
      })
      if (!response.ok) throw new Error(`The lookup of ${host} answered ${response.status}`)
      return Records.parse(await response.json()).Answer
    })
  )
  return answers
    .flat()
    .filter(({ type }) => type === A || type === AAAA)
    .map(({ data }) => data)
}
