import { describe, expect, it } from 'vitest'
import { installProgress } from '../../../tools/command/python'

describe('progress of the Python environment', () => {
  it('estimates the time left from the mean of the packages so far', () => {
    expect(installProgress(10, 40, 5_000)).toBe('Downloading package 10 of 40, about 15 s left')
  })

  it('never estimates less than nothing when pip collects more than the lock names', () => {
    expect(installProgress(41, 40, 5_000)).toBe('Downloading package 41 of 40, about 0 s left')
  })
})
