/** Rewriting an object must not make it younger: when it was first written goes along with it. */
const KEY = 'first-written'

export function firstWritten({ uploaded, customMetadata }: R2Object): number {
  const writtenAt = Number(customMetadata?.[KEY])
  return Number.isNaN(writtenAt) ? uploaded.getTime() : writtenAt
}

export function keepingAge(object: R2Object): Record<string, string> {
  return { ...object.customMetadata, [KEY]: String(firstWritten(object)) }
}
