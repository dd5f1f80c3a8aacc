/** A request that cannot be answered as it stands; the message is for its sender. */
export class InferError extends Error {
  override name = 'InferError';

  constructor(
    message: string,
    /** HTTP status. */
    readonly status = 400,
  ) {
    super(message);
  }
}
