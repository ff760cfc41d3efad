/**
 * Permissions of an API key. A key has one or more of these; the API and the tables call them
 * scopes.
 */
export const PERMISSIONS = [
  'events:write',
  'insights:read',
  'lake:read',
  'rates:write',
  'jobs:run',
  'users:erase',
  'models:write',
  'keys:admin',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** The text form of a row: separated by spaces, in the order above. */
export function permissionText(permissions: Iterable<Permission>): string {
  const chosen = new Set(permissions)
  return PERMISSIONS.filter((permission) => chosen.has(permission)).join(' ')
}

/** Names that are no permission are left out, so a row of a later version grants only what is known. */
export function permissionsIn(text: string): ReadonlySet<Permission> {
  const names = new Set(text.split(' '))
  return new Set(PERMISSIONS.filter((permission) => names.has(permission)))
}
