/** Shapley values by their definition: every set of inputs, every order's weight. For small trees. */
import type { Branch, Leaf } from '../../../build/tree-onnx'

/** A tree with the share of training weight that each of its nodes sent to its true branch. */
export type WeighedBranch = Omit<Branch, 'yes' | 'no'> & {
  readonly trueShare: number
  readonly yes: WeighedBranch | Leaf
  readonly no: WeighedBranch | Leaf
}

export function slowShapley(
  trees: readonly WeighedBranch[],
  row: readonly number[],
  target: number
): { readonly base: number; readonly contributions: readonly number[] } {
  const width = row.length
  const value = (known: number) =>
    trees.reduce((sum, tree) => sum + expected(tree, row, known, target), 0)
  const values = Array.from({ length: 2 ** width }, (_, known) => value(known))
  const contributions = row.map((_, input) => {
    let sum = 0
    for (let known = 0; known < 2 ** width; known += 1) {
      if (known & (1 << input)) continue
      const size = countOf(known)
      const weight = (factorial(size) * factorial(width - size - 1)) / factorial(width)
      sum += weight * ((values[known | (1 << input)] ?? 0) - (values[known] ?? 0))
    }
    return sum
  })
  return { base: values[0] ?? 0, contributions }
}

/** Returns a tree's value when only the inputs in the set are known: both branches, by their shares. */
function expected(
  tree: WeighedBranch | Leaf,
  row: readonly number[],
  known: number,
  target: number
): number {
  if ('weight' in tree) return tree.target === target ? tree.weight : 0
  const { feature, threshold, orEqual, missingTrue, trueShare } = tree
  const yes = expected(tree.yes, row, known, target)
  const no = expected(tree.no, row, known, target)
  if (!(known & (1 << feature))) return trueShare * yes + (1 - trueShare) * no
  const given = row[feature] ?? Number.NaN
  const below = orEqual ? given <= threshold : given < threshold
  return (Number.isNaN(given) ? missingTrue : below) ? yes : no
}

function countOf(set: number): number {
  return set === 0 ? 0 : (set & 1) + countOf(set >> 1)
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1)
}
