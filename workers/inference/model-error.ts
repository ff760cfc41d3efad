/** The reason why no trained model answers; answers show the code, the log the message. */
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
