/** Names the sender of each row of a selection, as the rows of its pool's departures do. */
import type { IsoDay } from '../../../models/airline/calendar'
import type { FareGroupSnapshot, LowestDay } from '../snapshot'

type LowestDays = Readonly<Record<IsoDay, readonly LowestDay[]>>

export function withOwners(
  { senders, departures }: Pick<FareGroupSnapshot, 'senders' | 'departures'>,
  selected: LowestDays
): LowestDays {
  if (!senders) return selected
  const owned: Record<IsoDay, readonly LowestDay[]> = {}
  for (const [date, days] of Object.entries(selected)) {
    const owners = new Map(departures[date]?.map(({ day, sender }) => [day, sender]))
    owned[date] = days.map((each) => ({ ...each, sender: owners.get(each.day) }))
  }
  return owned
}
