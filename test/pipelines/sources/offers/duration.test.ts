import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoMinutes, writtenMinutes } from '../../../../pipelines/sources/offers/duration'

const part = fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined })
const fraction = fc.option(fc.integer({ min: 0, max: 999 }), { nil: undefined })
const xsDuration = fc
  .record({
    years: part,
    months: part,
    days: part,
    hours: part,
    minutes: part,
    seconds: part,
    fraction,
  })
  .filter((each) =>
    Object.entries(each).some(([name, value]) => name !== 'fraction' && value !== undefined)
  )

const WRITTEN = {
  years: 'Y',
  months: 'M',
  days: 'D',
  hours: 'H',
  minutes: 'M',
  seconds: 'S',
} as const

function written(parts: typeof xsDuration extends fc.Arbitrary<infer T> ? T : never): string {
  const each = (name: keyof typeof WRITTEN) => {
    const value = parts[name]
    if (value === undefined) return ''
    const decimals = name === 'seconds' && parts.fraction !== undefined ? `.${parts.fraction}` : ''
    return `${value}${decimals}${WRITTEN[name]}`
  }
  const time = each('hours') + each('minutes') + each('seconds')
  return `P${each('years')}${each('months')}${each('days')}${time && `T${time}`}`
}

describe('a duration', () => {
  it('is read in every spelling of xs:duration', () => {
    fc.assert(
      fc.property(xsDuration, (parts) => {
        const days = (parts.years ?? 0) * 365 + (parts.months ?? 0) * (365 / 12) + (parts.days ?? 0)
        const seconds = Number(
          `${parts.seconds ?? 0}.${parts.seconds === undefined ? 0 : (parts.fraction ?? 0)}`
        )
        const minutes = days * 1440 + (parts.hours ?? 0) * 60 + (parts.minutes ?? 0) + seconds / 60
        expect(Math.abs((isoMinutes(written(parts)) ?? -1) - minutes)).toBeLessThanOrEqual(0.5001)
      })
    )
  })

  it.each([
    ['P0Y0M0DT7H10M0.000S', 430],
    ['0DT6H50M', 410],
    ['1DT1H', 1500],
    ['P1W', 10_080],
    ['PT1.5H', 90],
    ['PT02H26M', 146],
  ])('%s is %i minutes', (text, minutes) => expect(isoMinutes(text)).toBe(minutes))

  it.each(['', 'P', 'PT', '-PT5M', '7', 'PT5', 'soon'])('"%s" is none', (text) =>
    expect(isoMinutes(text)).toBeUndefined()
  )

  it.each([
    ['2h 50m', 170],
    ['7h', 420],
    ['50m', 50],
    ['1 hr 5 min', 65],
    ['1d 2h', 1560],
    ['02:50', 170],
    ['11:05:00', 665],
    ['PT2H', 120],
  ])('reads "%s" of a feed as %i minutes', (text, minutes) =>
    expect(writtenMinutes(text)).toBe(minutes)
  )

  it('takes no number without a unit, for the column says its unit', () => {
    expect(writtenMinutes('170')).toBeUndefined()
  })
})
