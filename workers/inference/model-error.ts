/** Why no trained model answers; the code is what an answer shows, the message is for the log. */
export type ModelProblem =
  | 'model-loading'
  | 'model-missing'
  | 'model-too-large'
  | 'manifest-invalid'
  | 'hash-differs'
  | 'golden-differs'
  | 'not-a-forest'
  | 'runtime-failed'

export class ModelError extends Error {
  readonly code: ModelProblem

  constructor(code: ModelProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
