/**
 * TLS in front of a local server, with a certificate that it signs itself: some clients speak nothing
 * else. The certificate is kept in the state folder, for clients to trust by name.
 */

import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { DAY_MS } from '../../models/airline/calendar'

export type HttpsFront = {
  readonly url: string
  /** Path of the certificate. */
  readonly certificate: string
  close(): Promise<void>
}

const HOST = '127.0.0.1'
const VALID_DAYS = 365

export async function startHttpsFront(
  port: number,
  target: string,
  stateDir: string
): Promise<HttpsFront> {
  const { hostname, port: targetPort } = new URL(target)
  const certificate = join(stateDir, 'https-cert.pem')
  const { cert, key } = await certificateIn(stateDir)
  const server = createServer({ cert, key }, (incoming, answer) => {
    const { method, url, headers } = incoming
    const onward = request({ host: hostname, port: targetPort, method, path: url, headers })
    onward.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    incoming.pipe(onward)
  })
  server.listen(port, HOST)
  await once(server, 'listening')
  return {
    url: `https://${HOST}:${port}`,
    certificate,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** The same one as long as the state folder lives, so that a client trusts it once. */
async function certificateIn(stateDir: string) {
  const [certPath, keyPath] = ['https-cert.pem', 'https-key.pem'].map((name) =>
    join(stateDir, name)
  )
  if (!certPath || !keyPath) throw new Error('a certificate needs two files')
  if (existsSync(certPath) && existsSync(keyPath)) {
    return { cert: readFileSync(certPath), key: readFileSync(keyPath) }
  }
  const certificate = await generate([{ name: 'commonName', value: 'localhost' }], {
    notAfterDate: new Date(Date.now() + VALID_DAYS * DAY_MS),
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: HOST },
        ],
      },
    ],
  })
  await writeFile(certPath, certificate.cert)
  await writeFile(keyPath, certificate.private, { mode: 0o600 })
  return { cert: certificate.cert, key: certificate.private }
}
