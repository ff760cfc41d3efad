/**
 * The model version of a decision: the champion where it still is, else opened from the lake. One
 * former version a model stays open; a replay of many decisions mostly needs one.
 */
import type { HostedModel } from '../../models/runtime/hosted-model'
import { enginesFor } from '../inference/engine'
import type { ModelHost } from '../inference/model-host'
import { type OpenedModel, openModel } from '../inference/open-model'
import type { Services } from '../services'

const BASELINE = /^baseline \((.*)\)$/

export type ModelVersions<Port> = (name: string, services: Services) => Promise<Port>

/** Throws a ModelError where that version is not in the lake, or cannot be opened. */
export function modelVersions<Port extends { readonly name: string }>(
  hosted: HostedModel<Port>,
  hostOf: (services: Services) => ModelHost<Port>
): ModelVersions<Port> {
  let former: OpenedModel<Port> | undefined
  return async (name, services) => {
    const reason = BASELINE.exec(name)?.[1]
    if (reason !== undefined) return hosted.baseline(reason)
    const champion = hostOf(services).current()
    if (champion.name === name) return champion
    if (former?.port.name === name) return former.port

    const version = name.slice(name.indexOf('@') + 1)
    const engines = enginesFor(services.modelEngine)
    const opened = await openModel(hosted, services.lake, version, engines, () => undefined)
    const before = former
    former = opened
    await before?.release()
    return opened.port
  }
}
