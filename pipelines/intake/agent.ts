/**
 * Reduces a user agent to families. The results are names from these lists, never the agent's text.
 */
import Bowser from 'bowser'
import type { Shopper } from '../../models/airline/trip'

export type Agent = Pick<Shopper, 'device' | 'browser' | 'os'>

/** Longer agents are padding or attacks. */
const MAX_LENGTH = 512
const DEVICES = new Set(['desktop', 'mobile', 'tablet', 'tv', 'bot'])
const BROWSERS = new Set(Object.values(Bowser.BROWSER_MAP))
const SYSTEMS = new Set(Object.values(Bowser.OS_MAP))

export function agentOf(userAgent: string): Agent {
  const { browser, os, platform } = Bowser.parse(userAgent.slice(0, MAX_LENGTH) || ' ')
  return {
    device: known(DEVICES, platform.type),
    browser: known(BROWSERS, browser.name),
    os: known(SYSTEMS, os.name),
  }
}

/** Platforms that an app may send in place of a user agent. */
const PLATFORMS = new Map<string, Agent>([
  ['ios', { device: 'mobile', os: 'iOS' }],
  ['iphone', { device: 'mobile', os: 'iOS' }],
  ['ipad', { device: 'tablet', os: 'iOS' }],
  ['android', { device: 'mobile', os: 'Android' }],
  ['windows', { device: 'desktop', os: 'Windows' }],
  ['macos', { device: 'desktop', os: 'macOS' }],
  ['linux', { device: 'desktop', os: 'Linux' }],
  ['desktop', { device: 'desktop' }],
  ['mobile', { device: 'mobile' }],
  ['tablet', { device: 'tablet' }],
])

export function agentOfPlatform(platform: string): Agent {
  return PLATFORMS.get(platform.toLowerCase()) ?? {}
}

function known(families: ReadonlySet<string>, name: string | undefined): string | undefined {
  if (!name) return undefined
  return families.has(name) ? name : 'other'
}
