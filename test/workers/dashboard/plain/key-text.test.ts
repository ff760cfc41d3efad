import { describe, expect, it } from 'vitest'
import { chordOf, PAIR_MS, SHORTCUTS } from '../../../../workers/dashboard/plain/key-text'

describe('the keyboard map', () => {
  it('has each key once', () => {
    const keys = SHORTCUTS.map((each) => each.keys)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('a pair of keys', () => {
  it('counts while the second follows in time', () => {
    expect(chordOf('m', { key: 'g', at: 0 }, PAIR_MS)).toBe('g m')
    expect(chordOf('m', { key: 'g', at: 0 }, PAIR_MS + 1)).toBe('m')
    expect(chordOf('m', { key: 'x', at: 0 }, 1)).toBe('m')
    expect(chordOf('m', undefined, 1)).toBe('m')
  })
})
