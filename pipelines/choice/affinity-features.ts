/** Likings as features: logarithms, each beyond what the group above it already tells; 0 is average. */

import { type Affinities, liking } from './affinities'
import type { LearnedSlateFeature } from './slate-feature'
import type { NamedValues } from './slate-features'
import type { AskedSlate } from './slate-offer'
import { type Asker, type Group, groupsOf, type Trait, traitsOf } from './traits'

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
]

export const AFFINITY_FEATURES: readonly LearnedSlateFeature[] = [
  ...READ.map(([group, trait]) => ({
    name: nameOf(group, trait),
    unit: 'log ratio',
    description:
      group === 'all'
        ? `${trait} taken over expected, by all shoppers`
        : `the same ${trait} by this ${group}, beyond all shoppers`,
  })),
  { name: 'user_choices', unit: 'log1p count', description: 'clicks and bookings of the user' },
]

/** One record an offer; undefined for a group that is not known. */
export function affinityValues(
  affinities: Affinities,
  asker: Asker,
  slate: AskedSlate
): readonly NamedValues[] {
  const groups = groupsOf(asker, slate.trip)
  const tasteOf = (group: Group) => affinities[group].get(groups[group] ?? '')
  const everyone = tasteOf('all')
  const known = groups.user === undefined ? undefined : Math.log1p(tasteOf('user')?.weight ?? 0)
  return traitsOf(slate.offers).map((traits) => {
    const likings = READ.map(([group, trait]) => {
      const value = traits[trait]
      if (groups[group] === undefined || value === undefined)
        return [nameOf(group, trait), undefined]
      const usual = liking(everyone, trait, value, 1)
      const own = group === 'all' ? usual : liking(tasteOf(group), trait, value, usual) / usual
      return [nameOf(group, trait), Math.log(own)]
    })
    return { ...Object.fromEntries(likings), user_choices: known }
  })
}

function nameOf(group: Group, trait: Trait): string {
  return `affinity_${group}_${trait}`
}
