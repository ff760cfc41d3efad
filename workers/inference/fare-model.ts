/**
 * The fare model of this isolate. A session of ONNX Runtime costs 25 MB, so it is the one state
 * that a module keeps: one host for all requests, test and live alike.
 */
import { baselineFare } from '../../models/fare/baseline-fare'
import type { FareModel } from '../../models/fare/fare-model'
import { type EngineChoice, enginesFor } from './engine'
import { createFareHost, type FareHost, type FareHostStatus } from './fare-host'
import { wasmMemoryBytes } from './runtime'

let host: FareHost | undefined

export type FareModelParts = {
  readonly lake: R2Bucket
  readonly fareEngine: EngineChoice
  readonly defer: (work: Promise<void>) => void
}

/** At once: opening starts behind the first prediction, which the baseline answers. */
export function loadFareModel({ lake, fareEngine, defer }: FareModelParts): FareModel {
  host ??= createFareHost({
    models: lake,
    baseline: baselineFare,
    engines: enginesFor(fareEngine),
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
