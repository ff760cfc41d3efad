/** Where training rows come from, in one wording for manifests and attributions. */
export type Source = { readonly name: string; readonly licence: string; readonly url?: string }

export const SIMULATOR: Source = {
  name: 'Market simulator of this repository (pipelines/simulator)',
  licence: 'MIT',
}
