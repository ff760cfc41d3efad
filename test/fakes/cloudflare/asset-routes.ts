/**
 * Static assets of the stand-in. A session names the files of a version by path and hash, returns
 * what is missing, and a token; the last upload answers with a token that a version has to show.
 */
import { z } from 'zod'
import type { Account } from './account'
import { jsonOf, ok, Refusal, type Request, type Route } from './wire'

const Manifest = z.object({
  manifest: z.record(
    z.string().startsWith('/'),
    z.object({ hash: z.string().regex(/^[0-9a-f]{32}$/), size: z.number().nonnegative() })
  ),
})

export const ASSET_ROUTES: readonly Route[] = [
  [
    'POST',
    /^\/workers\/scripts\/([^/]+)\/assets-upload-session$/,
    (account, request) => {
      const { manifest } = jsonOf(request, Manifest)
      const hashes = new Set(Object.values(manifest).map(({ hash }) => hash))
      const missing = [...hashes].filter((hash) => !account.assets.has(hash))
      account.missingAssets = new Set(missing)
      return ok({ jwt: assetToken(account), buckets: missing.length > 0 ? [missing] : [] })
    },
  ],
  ['POST', /^\/workers\/assets\/upload$/, upload],
]

async function upload(account: Account, { bytes, type }: Request) {
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  for (const [hash, file] of form) {
    if (!account.missingAssets.delete(hash)) {
      throw new Refusal(400, 100132, `The file ${hash} is not of this upload session`)
    }
    account.assets.set(hash, typeof file === 'string' ? file.length : file.size)
  }
  return ok(account.missingAssets.size === 0 ? { jwt: assetToken(account) } : {})
}

const UPLOADING = 'uploading'
const COMPLETE = 'complete'

/** Shaped as a JWT, which wrangler decodes; its subject says whether every file is there. */
function assetToken({ missingAssets }: Account): string {
  const sub = missingAssets.size === 0 ? COMPLETE : UPLOADING
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none' })}.${part({ sub, exp: FAR_AHEAD })}.stand-in`
}
const FAR_AHEAD = 4_000_000_000

/** Requests of an upload carry the token of their session in place of the account's. */
export function isAssetToken(authorization: string | undefined): boolean {
  return subjectOf(authorization?.replace(/^Bearer /, '')) === UPLOADING
}

export function checkAssets(jwt: string | undefined): void {
  if (subjectOf(jwt) === COMPLETE) return
  throw new Refusal(400, 10404, 'The assets of this version were not uploaded completely')
}

function subjectOf(token: string | undefined): unknown {
  const [, payload] = (token ?? '').split('.')
  if (payload === undefined) return undefined
  try {
    return z
      .object({ sub: z.string() })
      .parse(JSON.parse(Buffer.from(payload, 'base64url').toString())).sub
  } catch {
    return undefined
  }
}
