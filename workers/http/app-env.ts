/** The environment and the variables of a request, as Hono's handlers see them. */
import type { Services } from '../services'
import type { Principal } from '../storage/account/api-keys'
import type { Contract } from './operation-names'
import type { Timing } from './timing'

/** Items and units of a request so far. */
export type Work = { items: number; units: number }

export type AppEnv = {
  Bindings: Env
  Variables: {
    services: Services
    requestId: string
    principal: Principal
    timing: Timing
    contract: () => Contract
    work: Work
    /** See operation.ts, which sets it at the first use. */
    operation: string | undefined
  }
}
