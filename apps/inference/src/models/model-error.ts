/** A model that must not be served, with the reason in the message. */
export class ModelError extends Error {
  override name = 'ModelError';
}
