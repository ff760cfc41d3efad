import { createHmac } from 'node:crypto'

/** 132 bits: too many to collide, and without the key too many to try out. */
const LENGTH = 22

/** A keyed hash, so that who has the lake but not the key cannot test for a known user. */
export function userHasher(key: string): (userId: string) => string {
  return (userId) => createHmac('sha256', key).update(userId).digest('base64url').slice(0, LENGTH)
}
