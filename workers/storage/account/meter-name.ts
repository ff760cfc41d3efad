import { type Scope, scopeKey } from '../../../pipelines/events/scope'

/** Name of the object that meters a key. */
export function meterName(scope: Scope, keyId: string): string {
  return `${scopeKey(scope)}/${keyId}`
}
