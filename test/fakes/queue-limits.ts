/** The platform's limits of what is sent to a queue and how long it may be delayed. */
const MAX_MESSAGE_BYTES = 128_000
const MAX_BATCH_BYTES = 256_000
const MAX_BATCH_MESSAGES = 100
const MAX_DELAY_SECONDS = 86_400
/** Header that the platform adds to each message. */
const HEADER_BYTES = 100

export function checkMessage(body: unknown): void {
  if (sizeOf(body) > MAX_MESSAGE_BYTES) {
    throw new Error(`Queue send failed: message length of ${sizeOf(body)} bytes exceeds 128000`)
  }
}

export function checkBatch(bodies: readonly unknown[]): void {
  if (bodies.length === 0 || bodies.length > MAX_BATCH_MESSAGES) {
    throw new Error(`Queue sendBatch failed: ${bodies.length} messages; send 1 to 100`)
  }
  for (const body of bodies) checkMessage(body)
  const bytes = bodies.reduce<number>((sum, body) => sum + sizeOf(body) + HEADER_BYTES, 0)
  if (bytes > MAX_BATCH_BYTES) {
    throw new Error(`Queue sendBatch failed: batch of ${bytes} bytes exceeds 256000`)
  }
}

export function checkDelay(seconds: number): void {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > MAX_DELAY_SECONDS) {
    throw new Error(`delaySeconds must be a whole number from 0 to 86400, is ${seconds}`)
  }
}

export function sizeOf(body: unknown): number {
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)).length
}
