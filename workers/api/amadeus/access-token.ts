/**
 * `POST /v1/security/oauth2/token`: a client's credentials for a token of half an hour. The client's
 * secret is an API key; its id is echoed.
 */
import { createRoute, z } from '@hono/zod-openapi'
import {
  type Permission,
  permissionsIn,
  permissionText,
} from '../../../pipelines/events/permission'
import { countGuess, refuseGuesser } from '../../gateway/auth'
import { json } from '../../http/http'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { signToken, TOKEN_SECONDS } from '../../secrets/access-tokens'
import type { Principal } from '../../storage/account/api-keys'

const Token = z
  .object({
    type: z.literal('amadeusOAuth2Token'),
    username: z.string(),
    application_name: z.string(),
    client_id: z.string(),
    token_type: z.literal('Bearer'),
    access_token: z.string(),
    expires_in: z.int(),
    state: z.literal('approved'),
    scope: z.string(),
  })
  .openapi('AmadeusOAuth2Token')

const TokenError = z
  .object({
    error: z.string(),
    error_description: z.string(),
    code: z.int(),
    title: z.string(),
  })
  .openapi('AmadeusOAuth2Error')

const createToken = createRoute({
  operationId: 'createAccessToken',
  method: 'post',
  path: '/v1/security/oauth2/token',
  tags: ['Amadeus dialect'],
  summary: 'An access token for an API key',
  description:
    'Exchanges an API key for a token that ends by itself, by the client credentials of OAuth 2.0.',
  security: [],
  request: {
    body: {
      content: {
        'application/x-www-form-urlencoded': {
          schema: z.object({
            grant_type: z.string().openapi({ example: 'client_credentials' }),
            client_id: z.string().openapi({ description: 'Any name of yours' }),
            client_secret: z
              .string()
              .openapi({ description: 'An API key: sk_test_... or sk_live_...' }),
            scope: z.string().optional().openapi({
              description: 'Scopes of the token, separated by spaces; all of the key when left out',
              example: 'insights:read',
            }),
          }),
        },
      },
    },
  },
  responses: {
    200: json(Token, 'To be sent as "Authorization: Bearer ..."'),
    400: json(TokenError, 'Something is missing'),
    401: json(TokenError, 'These credentials are not valid'),
    429: json(TokenError, 'Too many unknown credentials came from this address'),
  },
})

const REFUSALS = {
  grant: {
    error: 'unsupported_grant_type',
    error_description: 'Only client_credentials is supported',
    code: 38187,
    title: 'Invalid parameters',
  },
  missing: {
    error: 'invalid_request',
    error_description: 'Mandatory grant_type, client_id or client_secret is missing',
    code: 38189,
    title: 'Invalid parameters',
  },
  scope: {
    error: 'invalid_scope',
    error_description: 'The API key lacks a scope that was requested',
    code: 38187,
    title: 'Invalid parameters',
  },
  tooMany: {
    error: 'invalid_request',
    error_description: 'This address sent too many unknown credentials; wait a minute',
    code: 38194,
    title: 'Too many requests',
  },
  client: {
    error: 'invalid_client',
    error_description: 'Client credentials are invalid',
    code: 38187,
    title: 'Invalid parameters',
  },
} as const

export const accessTokens = createRouter().openapi(
  createToken,
  async (c) => {
    const { grant_type, client_id, client_secret, scope } = c.req.valid('form')
    if (grant_type !== 'client_credentials') return c.json(REFUSALS.grant, 400)
    if (refuseGuesser(c)) return c.json(REFUSALS.tooMany, 429)
    const { db, isolate, tokenKeys, wallNow } = c.get('services')
    const principal = client_id
      ? await reach('database', isolate.keys.find(db, client_secret, wallNow()))
      : undefined
    if (!principal) {
      countGuess(c)
      return c.json(REFUSALS.client, 401)
    }
    const permissions = scope === undefined ? principal.permissions : namedIn(scope, principal)
    if (!permissions) return c.json(REFUSALS.scope, 400)
    const expiresAt = Math.floor(wallNow() / 1000) + TOKEN_SECONDS
    return c.json(
      {
        type: 'amadeusOAuth2Token' as const,
        username: principal.keyId,
        application_name: 'Fareline',
        client_id,
        token_type: 'Bearer' as const,
        access_token: await signToken(
          { keyId: principal.keyId, permissions },
          expiresAt,
          tokenKeys
        ),
        expires_in: TOKEN_SECONDS,
        state: 'approved' as const,
        scope: permissionText(permissions),
      },
      200
    )
  },
  (result, c) => (result.success ? undefined : c.json(REFUSALS.missing, 400))
)

/** Undefined when a word is no scope of the key. */
function namedIn(text: string, { permissions }: Principal): ReadonlySet<Permission> | undefined {
  const words = text.split(' ').filter(Boolean)
  const named = permissionsIn(words.join(' '))
  const isWhole = words.length > 0 && named.size === new Set(words).size
  return isWhole && [...named].every((each) => permissions.has(each)) ? named : undefined
}
