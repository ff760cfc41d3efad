import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './workers/storage/{,account/account-}schema.ts',
  out: './migrations',
})
