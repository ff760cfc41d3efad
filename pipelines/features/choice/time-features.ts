/**
 * Departure and return times of an offer. Times are encoded twice: as minutes, for splits of trees,
 * and as waves of the day, which a linear part can weigh and which are continuous at midnight.
 */
import { standing } from './ranks'
import type { SlateFeature } from './slate-feature'
import type { SlateOffer } from './slate-offer'

const DAY_MINUTES = 1440
/** Waves per day: one separates day from night, two separate morning and evening from noon. */
const WAVES = [1, 2, 3]

export const TIME_FEATURES: readonly SlateFeature[] = [
  ...timesOf('departure', 'leaving', ({ departsMinute }) => departsMinute),
  ...timesOf('return', 'coming back', ({ returnsMinute }) => returnsMinute),
  placeOf('stay', 'time between the ways', ({ stayMinutes }) => stayMinutes),
]

function timesOf(
  name: string,
  what: string,
  minuteOf: (offer: SlateOffer) => number | undefined
): readonly SlateFeature[] {
  return [
    {
      name: `${name}_minute`,
      unit: 'minutes',
      description: `local minute of the day of ${what}`,
      reader: () => minuteOf,
    },
    ...WAVES.flatMap((wave) => [
      waveOf(name, 'sin', wave, Math.sin, minuteOf),
      waveOf(name, 'cos', wave, Math.cos, minuteOf),
    ]),
    placeOf(name, `time of ${what}`, minuteOf),
    {
      name: `${name}_equals`,
      unit: 'log count',
      description: `offers of the slate with this very time of ${what}`,
      reader: ({ offers }) => {
        const minutes = standing(offers.map(minuteOf))
        return (offer) => {
          const minute = minuteOf(offer)
          return minute === undefined ? undefined : Math.log(minutes?.equals(minute) ?? 1)
        }
      },
    },
  ]
}

function waveOf(
  name: string,
  shape: string,
  wave: number,
  of: (angle: number) => number,
  minuteOf: (offer: SlateOffer) => number | undefined
): SlateFeature {
  return {
    name: `${name}_${shape}_${wave}`,
    unit: shape,
    description: `${shape} of the local time, ${wave} waves a day`,
    reader: () => (offer) => {
      const minute = minuteOf(offer)
      return minute === undefined ? undefined : of((2 * Math.PI * wave * minute) / DAY_MINUTES)
    },
  }
}

function placeOf(
  name: string,
  what: string,
  numberOf: (offer: SlateOffer) => number | undefined
): SlateFeature {
  return {
    name: `${name}_share`,
    unit: 'share',
    description: `mean place by ${what} over the number of offers`,
    reader: ({ offers }) => {
      const values = standing(offers.map(numberOf))
      return (offer) => {
        const value = numberOf(offer)
        return value === undefined ? undefined : values?.share(value)
      }
    },
  }
}
