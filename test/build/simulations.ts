/** Simulated days with their lazy parts read in time. */
import {
  createSimulation,
  type SimulatedDay,
  type SimulationOptions,
} from '../../pipelines/simulator/simulation'

export function live(options: SimulationOptions) {
  return Array.from(createSimulation(options), read)
}

function read({ day, panel, events, truth }: SimulatedDay) {
  return {
    day,
    panel,
    events: [...events],
    departures: [...truth.departures()],
    markets: truth.markets,
    shoppers: truth.shoppers,
    faults: truth.faults,
  }
}
