import { describe, expect, it } from 'vitest'
import { FAULT_KINDS, type InjectedFault } from '../../../../pipelines/simulator/pricing/truth'
import { createSimulation } from '../../../../pipelines/simulator/simulation'
import { NETWORK } from '../../../../pipelines/simulator/world/networks'

const options = {
  seed: 5,
  markets: NETWORK.slice(2, 4),
  from: '2026-09-01',
  days: 60,
  horizonDays: 25,
  detail: 'panel',
} as const

const clean = [...createSimulation(options)]
const faulty = [...createSimulation({ ...options, faultsPerMonth: 8 })]

function touches(fault: InjectedFault, market: string, departure: string) {
  return (
    fault.market === market && departure >= fault.departures[0] && departure <= fault.departures[1]
  )
}

describe('faults', () => {
  it('come in all seven kinds, each with its label', () => {
    const kinds = new Set(faulty.flatMap(({ truth }) => truth.faults.map(({ kind }) => kind)))
    expect(kinds).toEqual(new Set(FAULT_KINDS))
    expect(FAULT_KINDS).toHaveLength(7)
    expect(clean.flatMap(({ truth }) => truth.faults)).toEqual([])
  })

  it('change the panel only where and when their labels say', () => {
    for (const [index, { panel, truth }] of faulty.entries()) {
      const before = new Map(
        clean[index]?.panel.map((row) => [`${row.market} ${row.departureDate}`, row.price])
      )
      for (const { market, departureDate, price } of panel) {
        if (truth.faults.some((fault) => touches(fault, market, departureDate))) continue
        expect(price).toBe(before.get(`${market} ${departureDate}`))
      }
    }
  })

  it('are seen in the panel when they make a fare much cheaper', () => {
    const seen = faulty.flatMap(({ panel, truth, day }) =>
      truth.faults
        .filter(({ kind }) => kind === 'missing_digit')
        .flatMap((fault) =>
          panel.filter(
            (row) =>
              touches(fault, row.market, row.departureDate) && row.airline === fault.airline && day
          )
        )
    )
    expect(seen.length).toBeGreaterThan(0)
    for (const { price } of seen) expect(price).toBeLessThan(40)
  })

  it('never change the ground truth', () => {
    const booked = (days: typeof clean) =>
      days.map(({ truth }) => truth.markets.map((market) => [market.booked, market.left]))
    expect(booked(faulty)).toEqual(booked(clean))
  })
})
