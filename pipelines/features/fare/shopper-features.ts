/** Shopper features within the limits of privacy: families and countries, never a person. */
import type { Feature } from '../feature'

export const shopper: readonly Feature[] = [
  {
    name: 'user_country',
    kind: 'category',
    unit: 'ISO 3166-1 alpha-2',
    description: 'Country of the shopper.',
    source: ['shopper'],
    value: (context) => context.shopper.country,
  },
  {
    name: 'device',
    kind: 'category',
    unit: 'device family',
    description: 'Kind of device the search came from.',
    source: ['shopper'],
    value: (context) => context.shopper.device,
  },
  {
    name: 'browser',
    kind: 'category',
    unit: 'browser family',
    description: 'Browser the search came from.',
    source: ['shopper'],
    value: (context) => context.shopper.browser,
  },
  {
    name: 'os',
    kind: 'category',
    unit: 'operating system family',
    description: 'Operating system the search came from.',
    source: ['shopper'],
    value: (context) => context.shopper.os,
  },
]
