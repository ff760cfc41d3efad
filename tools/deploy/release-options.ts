/** Options of a release besides the run. */
import type { Resources } from './account/provision'

export type ReleaseOptions = {
  readonly resources: Resources
  /** Address of the deployed Worker. */
  readonly url: string
  readonly holdMs: number
  readonly smokeLimitMs: number | undefined
  /** Lets a Durable Object migration go to all traffic at once. */
  readonly objectMigrations: boolean
  readonly showKey: (key: string) => void
}
