/** What a release is given besides the run. */
import type { Resources } from './account/provision'

export type ReleaseOptions = {
  readonly resources: Resources
  /** Where the deployed Worker answers. */
  readonly url: string
  readonly holdMs: number
  readonly smokeLimitMs: number | undefined
  /** Lets a Durable Object migration go to all traffic at once. */
  readonly objectMigrations: boolean
  readonly showKey: (key: string) => void
}
