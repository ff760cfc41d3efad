import { once } from 'node:events'
import { createServer } from 'node:net'

const HOST = '127.0.0.1'

/** The first free port from `wanted` on; 0 lets the system choose. */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port <= 65_535; port += 1) {
    const found = await listen(port)
    if (found !== undefined) return found
  }
  throw new Error(`No port from ${wanted} on is free`)
}

async function listen(port: number): Promise<number | undefined> {
  const probe = createServer().listen(port, HOST)
  try {
    await once(probe, 'listening')
  } catch {
    return undefined
  }
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address ? address.port : undefined
}
