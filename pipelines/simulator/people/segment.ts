/** The two kinds of simulated travellers; they differ in price sensitivity, timing and dates. */
export const SEGMENTS = ['leisure', 'business'] as const
export type Segment = (typeof SEGMENTS)[number]
