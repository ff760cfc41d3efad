import { Manifest } from '../../models/runtime/artifact'

export function manifestOf(parts: Partial<Manifest>): Manifest {
  return Manifest.parse({
    schema: 1,
    model: 'fare',
    version: 'v1',
    created_at: '2026-11-01T00:00:00Z',
    task: 'regression',
    target: 'log fare',
    quantiles: [0.1, 0.25, 0.5, 0.75, 0.9],
    inputs: [],
    outputs: ['expected', 'q10', 'q25', 'q50', 'q75', 'q90'],
    currency_scale: { USD: 1 },
    training: { data: [], seed: 1 },
    metrics: [],
    onnx_sha256: '0'.repeat(64),
    golden: { features: [], outputs: [] },
    ...parts,
  })
}
