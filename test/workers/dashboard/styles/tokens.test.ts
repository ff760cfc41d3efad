/** Texts of the page are readable in both themes: WCAG 2.2, contrast of at least 4.5. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync('workers/dashboard/styles/tokens.css', 'utf8')
const THEMES = css
  .split(/:root/)
  .slice(1)
  .map((block) => new Map([...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(pairOf)))

function pairOf([, name = '', value = '']: RegExpMatchArray): readonly [string, string] {
  return [name, value]
}

/** Relative luminance of "#rrggbb". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const TEXTS = ['ink', 'soft', 'dim', 'accent', 'amber', 'low', 'high']
const GROUNDS = ['ground', 'panel', 'raised']
const PAIRS = [
  ...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)),
  ['accent-ink', 'accent'] as const,
  ...[0, 1, 2, 3, 4].map((step) => ['ink', `heat-${step}`] as const),
]

describe.each(THEMES.map((theme, at) => ({ theme, at })))('colours of theme $at', ({ theme }) => {
  it.each(PAIRS)('%s is readable on %s', (text, ground) => {
    const [front, back] = [theme.get(text), theme.get(ground)]
    if (!front || !back) throw new Error(`tokens.css has no ${front ? ground : text}`)
    expect(contrast(front, back)).toBeGreaterThanOrEqual(4.5)
  })
})

it('the dark theme is the same by choice and by preference', () => {
  expect(THEMES).toHaveLength(3)
  expect(THEMES[2]).toEqual(THEMES[1])
})
