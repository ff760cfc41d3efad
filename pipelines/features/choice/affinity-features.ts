/** Affinities as features: logarithms, each relative to the group above it; 0 is average. */

import { type Affinities, liking, PRIOR_OF_USER } from './affinities'
import { leaning, MEASURES, type Measure, measuresOf } from './leanings'
import type { LearnedSlateFeature } from './slate-feature'
import type { NamedValues } from './slate-features'
import type { TripSlate } from './slate-offer'
import { type Group, groupsOf, type SlateShopper, type Trait, traitsOf } from './traits'

const READ: readonly (readonly [Group, Trait])[] = [
  ['all', 'airline'],
  ['country', 'airline'],
  ['market', 'airline'],
  ['kind', 'airline'],
  ['user', 'airline'],
  ['market', 'part'],
  ['user', 'stops'],
  ['user', 'part'],
  ['user', 'tier'],
  ['user', 'place'],
  ['user', 'flight'],
]

const WHAT: Readonly<Record<Measure, string>> = {
  price: 'log amount beside the mean of the slate',
  pace: 'log duration beside the mean of the slate',
  stops: 'stops beside the mean of the slate',
  bags: 'bags in the amount beside the mean of the slate',
  sin_1: 'sine of the time of leaving, one wave a day',
  cos_1: 'cosine of the time of leaving, one wave a day',
  sin_2: 'sine of the time of leaving, two waves a day',
  cos_2: 'cosine of the time of leaving, two waves a day',
}

export const AFFINITY_FEATURES: readonly LearnedSlateFeature[] = [
  ...READ.map(([group, trait]) => ({
    name: nameOf(group, trait),
    unit: 'log ratio',
    description:
      group === 'all'
        ? `${trait} taken over expected, by all shoppers`
        : `the same ${trait} by this ${group}, beyond all shoppers`,
  })),
  ...MEASURES.map((measure) => ({
    name: leaningName(measure),
    unit: 'utility',
    description: `${WHAT[measure]}, as this user weighs it beyond all shoppers`,
  })),
  { name: 'user_choices', unit: 'log1p count', description: 'clicks and bookings of the user' },
]

/** One record per offer; undefined for an unknown group. */
export function affinityValues(
  affinities: Affinities,
  shopper: SlateShopper,
  slate: TripSlate
): readonly NamedValues[] {
  const groups = groupsOf(shopper, slate.trip)
  const tasteOf = (group: Group) => affinities[group].get(groups[group] ?? '')
  const everyone = tasteOf('all')
  const known = groups.user === undefined ? undefined : Math.log1p(tasteOf('user')?.weight ?? 0)
  const own = tasteOf('user')
  const measures = measuresOf(slate.offers)
  const weights = MEASURES.map(
    (measure) =>
      [measure, leaning(own?.leans, everyone?.leans, everyone?.weight ?? 0, measure)] as const
  )
  return traitsOf(slate.offers).map((traits, place) => {
    const likings = READ.map(([group, trait]) => {
      const value = traits[trait]
      if (groups[group] === undefined || value === undefined)
        return [nameOf(group, trait), undefined]
      const usual = liking(everyone, trait, value, 1)
      const own =
        group === 'all'
          ? usual
          : liking(tasteOf(group), trait, value, usual, priorOf(group)) / usual
      return [nameOf(group, trait), Math.log(own)]
    })
    const leanings = weights.map(([measure, weight]) => {
      const measured = measures[measure]?.[place]
      const hidden = groups.user === undefined || measured === undefined
      return [leaningName(measure), hidden ? undefined : weight * measured]
    })
    return {
      ...Object.fromEntries(likings),
      ...Object.fromEntries(leanings),
      user_choices: known,
    }
  })
}

function nameOf(group: Group, trait: Trait): string {
  return `affinity_${group}_${trait}`
}

function leaningName(measure: Measure): string {
  return `leaning_user_${measure}`
}

function priorOf(group: Group): number | undefined {
  return group === 'user' ? PRIOR_OF_USER : undefined
}
