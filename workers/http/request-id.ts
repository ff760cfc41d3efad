/** The caller's id of the request where it has a plain form, else a random one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id')
  return given && /^[\w.:-]{1,128}$/.test(given) ? given : crypto.randomUUID()
}
