import { describe, expect, it } from 'vitest'
import { cabinNamed, cabinOfCode, oneCabinNamed } from '../../../pipelines/wire/cabin-names'

describe('cabin names', () => {
  it.each([
    ['Y', 'economy'],
    ['m', 'economy'],
    ['W', 'premium'],
    ['S', 'premium'],
    ['J', 'business'],
    ['C', 'business'],
    ['F', 'first'],
    ['P', 'first'],
    ['PREMIUM_ECONOMY', 'premium'],
    ['PremiumEconomy', 'premium'],
    ['Premium Business', 'business'],
    ['PremiumFirst', 'first'],
    [' Coach ', 'economy'],
  ])('reads "%s" as %s', (text, cabin) => expect(cabinOfCode(text)).toBe(cabin))

  it.each([
    ['Economy Light', 'economy'],
    ['BUSINESS FLEX', 'business'],
    ['World Traveller Plus', 'premium'],
    ['Club Europe', 'business'],
    ['La Première / First', 'first'],
    ['La Première', 'first'],
    ['Premium Select', 'premium'],
    ['Prem. Eco', 'premium'],
    ['Delta One', 'business'],
    ['Affaires', 'business'],
    ['Turista', 'economy'],
    ['Delta Comfort+', 'economy'],
  ])('finds %s in words', (text, cabin) => expect(cabinNamed(text)).toBe(cabin))

  it.each(['', 'X', 'light', 'any'])('does not guess at "%s"', (text) => {
    expect(cabinNamed(text)).toBeUndefined()
    expect(cabinOfCode(text)).toBeUndefined()
  })

  it('reads words that name one cabin, not a list of cabins', () => {
    expect(oneCabinNamed('Economy Light')).toBe('economy')
    expect(oneCabinNamed('premium-economy')).toBe('premium')
    expect(oneCabinNamed('economy, business')).toBeUndefined()
    expect(oneCabinNamed('economy or business')).toBeUndefined()
  })
})
