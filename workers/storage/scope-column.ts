import { customType } from 'drizzle-orm/sqlite-core'
import { type Scope, scopeKey, scopeOf } from '../../pipelines/events/scope'

/** A scope as the text of its key, so that a row belongs to one account and mode. */
export const scopeColumn = customType<{ data: Scope; driverData: string }>({
  dataType: () => 'text',
  toDriver: scopeKey,
  fromDriver: scopeOf,
})
