/** Models that can be trained from the lake alone. */
import { Misuse } from '../../command/misuse'
import { bookingsFromLake } from './bookings-lake'
import { choiceFromLake } from './choice-lake'
import { demandLevelFromLake } from './demand-level-lake'
import { fareFromLake } from './fare-lake'
import type { LakeModel } from './lake-model'
import { outlookFromLake } from './outlook-lake'
import { quoteValidityFromLake } from './quote-validity-lake'

/** `anomaly` is absent: a lake has no labelled faults to compare detectors on. */
const LAKE_MODELS: readonly LakeModel[] = [
  fareFromLake,
  outlookFromLake,
  quoteValidityFromLake,
  choiceFromLake,
  demandLevelFromLake,
  bookingsFromLake,
]

export function lakeModelsNamed(names: string | undefined): readonly LakeModel[] {
  if (!names) return LAKE_MODELS
  return names.split(',').map((name) => {
    const found = LAKE_MODELS.find(({ model }) => model === name)
    if (found) return found
    const known = LAKE_MODELS.map(({ model }) => model).join(', ')
    throw new Misuse(`--model: "${name}" is not trained from a lake; ${known} are`)
  })
}
