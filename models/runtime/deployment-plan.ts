/** The versions of a model that a lake deploys, and the part of each. */
import { z } from 'zod'

const Version = z.string().regex(/^[\w.-]+$/, 'must be letters, digits, ".", "_" or "-"')

export const DeploymentPlan = z.object({
  /** The champion: the version that answers. */
  version: Version,
  /** Versions that answer a measured share of the traffic, to be compared with the champion. */
  challengers: z.array(z.object({ version: Version, share: z.number().gt(0).lt(1) })).default([]),
  /** Scores the same requests and never answers. */
  shadow: Version.nullable().default(null),
  /** Share of the traffic that the baseline answers, to measure all of the model. */
  holdout: z.number().min(0).lt(1).default(0),
})
export type DeploymentPlan = z.infer<typeof DeploymentPlan>

/** Parts of a plan that are stored and not served yet: only the champion answers. */
export function unservedParts({ challengers, shadow, holdout }: DeploymentPlan): readonly string[] {
  return [
    ...challengers.map(({ version }) => `challenger ${version}`),
    ...(shadow === null ? [] : [`shadow ${shadow}`]),
    ...(holdout > 0 ? [`holdout ${holdout}`] : []),
  ]
}
