/** Runs work on a database with the product's tables. */
import type { Database } from '../../workers/storage/database'
import { type InWorld, inWorld } from './in-world'

export function inNode<T>(work: (db: Database, world: InWorld) => Promise<T>): Promise<T> {
  return inWorld((world) => work(world.connected().db, world))
}
