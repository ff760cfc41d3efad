/**
 * The fare model of this isolate. A session costs 25 MB, so it is the one state that a module
 * keeps: one host for all requests, test and live alike.
 */
import { baselineFare } from '../../models/fare/baseline-fare'
import type { FareModel } from '../../models/fare/fare-model'
import { createFareHost, type FareHost, type FareHostStatus } from './fare-host'
import { openSession, wasmMemoryBytes } from './runtime'

let host: FareHost | undefined

/** At once: opening starts behind the first prediction, which the baseline answers. */
export function loadFareModel(models: R2Bucket, defer: (work: Promise<void>) => void): FareModel {
  host ??= createFareHost({
    models,
    baseline: baselineFare,
    openSession,
    clock: Date.now,
    log: (level, line) => console[level](line),
  })
  return host.model(defer)
}

export type InferenceStatus = FareHostStatus & { readonly wasmMemoryBytes: number }

/** undefined before this isolate was asked for a first prediction. */
export function inferenceStatus(): InferenceStatus | undefined {
  return host && { ...host.status(), wasmMemoryBytes: wasmMemoryBytes() }
}
