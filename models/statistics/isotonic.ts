/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955): the least-squares fit among maps
 * that never decrease.
 */

export type Point = { readonly x: number; readonly y: number }
export type Block = { readonly x: number; readonly y: number; readonly n: number }

/** Blocks of equal fitted value, ascending in x; `x` is the mean of the block. */
export function isotonicBlocks(points: readonly Point[]): readonly Block[] {
  const blocks: Block[] = []
  for (const { x, y } of points.toSorted((a, b) => a.x - b.x)) {
    let block: Block = { x, y, n: 1 }
    for (let last = blocks.at(-1); last && last.y >= block.y; last = blocks.at(-1)) {
      blocks.pop()
      block = pooled(last, block)
    }
    blocks.push(block)
  }
  return blocks
}

/** Joins neighbours until each block has `least` points. */
export function fewerBlocks(blocks: readonly Block[], least: number): readonly Block[] {
  const joined: Block[] = []
  for (const block of blocks) {
    const last = joined.at(-1)
    if (last && last.n < least) joined[joined.length - 1] = pooled(last, block)
    else joined.push(block)
  }
  const [end, before] = [joined.at(-1), joined.at(-2)]
  if (end && before && end.n < least) joined.splice(-2, 2, pooled(before, end))
  return joined
}

/** Linear between knots, constant beyond them; `knots` ascend in x and are not empty. */
export function interpolated(
  knots: readonly (readonly [x: number, y: number])[],
  x: number
): number {
  const above = knots.findIndex(([at]) => at >= x)
  const upper = knots[above < 0 ? knots.length - 1 : above] ?? [x, x]
  const lower = above <= 0 ? upper : (knots[above - 1] ?? upper)
  const width = upper[0] - lower[0]
  const part = width > 0 ? Math.min(1, Math.max(0, (x - lower[0]) / width)) : 1
  return lower[1] + (upper[1] - lower[1]) * part
}

function pooled(a: Block, b: Block): Block {
  const n = a.n + b.n
  const mean = (key: 'x' | 'y') => (a[key] * a.n + b[key] * b.n) / n
  return { x: mean('x'), y: mean('y'), n }
}
