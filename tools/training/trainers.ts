import { Misuse } from '../command/misuse'
import { anomalyTrainer } from './anomaly/train-anomaly'
import { bookingsTrainer } from './bookings/train-bookings'
import { choiceTrainer } from './choice/train-choice'
import { demandTrainer } from './demand-level/train-demand-level'
import { fareTrainer } from './fare/train-fare'
import type { Trainer } from './kit/trainer'
import { outlookTrainer } from './outlook/train-outlook'
import { quoteValidityTrainer } from './quote-validity/train-quote-validity'

const TRAINERS: readonly Trainer[] = [
  fareTrainer,
  demandTrainer,
  bookingsTrainer,
  choiceTrainer,
  quoteValidityTrainer,
  outlookTrainer,
  anomalyTrainer,
]

/** All, or those named by "fare,outlook". */
export function trainersNamed(names: string | undefined): readonly Trainer[] {
  if (!names) return TRAINERS
  return names.split(',').map((name) => {
    const trainer = TRAINERS.find(({ model }) => model === name)
    if (trainer) return trainer
    const known = TRAINERS.map(({ model }) => model).join(', ')
    throw new Misuse(`--model: there is no model "${name}"; there are ${known}`)
  })
}
