/** The two kinds of travellers that the simulator knows: they differ in price, timing and dates. */
export const SEGMENTS = ['leisure', 'business'] as const
export type Segment = (typeof SEGMENTS)[number]
