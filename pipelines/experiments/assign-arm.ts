/** Assigns travellers to arms by a hash, so that a traveller stays in their arm. */
import { hashWords } from '../events/event-hash'
import type { Arm } from './experiment'

/** `traveller` is a key that stays the same for a traveller; each experiment divides them anew. */
export function assignArm(experimentId: string, share: number, traveller: string): Arm {
  const [low] = hashWords(`${experimentId} ${traveller}`)
  return low < share * 2 ** 32 ? 'treatment' : 'control'
}
