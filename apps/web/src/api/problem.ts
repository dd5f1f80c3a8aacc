import { ApiProblem } from './client';

/** A sentence for people about anything that was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiProblem) {
    if (error.code === 'network') return 'Steward cannot be reached. Is it still running?';
    return error.detail;
  }
  return error instanceof Error ? error.message : 'Something went wrong';
}

/** Form errors by field, from a problem document: `{ email: 'must be an e-mail address' }`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(Object.entries(error.fields).map(([path, messages]) => [path, sentence(path, messages[0] ?? '')]));
}

/** Whether trying again may help: the server was not reached, or was busy. A refusal stays one. */
export const mayPass = (error: unknown): boolean =>
  !(error instanceof ApiProblem) || error.status === 0 || error.status === 429 || error.status >= 500;

export const isProblem = (error: unknown, ...codes: string[]): boolean =>
  error instanceof ApiProblem && codes.includes(error.code);

/** The server's messages begin with the field's name, which stands above the field already. */
function sentence(path: string, message: string): string {
  const name = path.split('.').at(-1) ?? path;
  const rest = message.startsWith(`${name} `) ? message.slice(name.length + 1) : message;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
