/** Instants of arrival, epoch ms; `to` is excluded. */
export type Period = { readonly from: number; readonly to: number }
