/** What is wrong with an inference request, or with its answer, in words for the caller; `status` is that of HTTP. */
export class InferError extends Error {
  override name = 'InferError';

  constructor(
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}
