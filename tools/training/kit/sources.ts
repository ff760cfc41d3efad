/** Where training rows come from, in one wording for manifests and attributions. */
export type Source = { readonly name: string; readonly licence: string; readonly url?: string }

export const SIMULATOR: Source = {
  name: 'Market simulator of this repository (pipelines/simulator)',
  licence: 'MIT',
}

/** Provenance of a file for the manifest, without its path. */
export function sourceOf({ name, licence, url }: Source): Source {
  return url ? { name, licence, url } : { name, licence }
}
