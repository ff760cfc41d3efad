/** Separates an unknown path from a method that a path does not have. */
import { TrieRouter } from 'hono/router/trie-router'

/** Methods with a handler of their own at this path; middleware (`ALL`) does not count. */
export function allowedMethods(
  routes: readonly { readonly method: string; readonly path: string }[],
  path: string
): string[] {
  const router = new TrieRouter<string>()
  for (const { method, path: pattern } of routes) {
    if (method !== 'ALL') router.add('ALL', pattern, method)
  }
  return [...new Set(router.match('ALL', path)[0].map(([method]) => method))].sort()
}
