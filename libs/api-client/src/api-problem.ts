import type { components } from './schema.js';

type Problem = components['schemas']['Problem'];

/** A refusal or failure of the API (RFC 9457), or no answer at all (`status` 0, code `network`). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** Stable, for programs: `invalid-input`, `auth.invalid-credentials`… */
  readonly code: string;
  readonly title: string;
  /** A sentence for people. */
  readonly detail: string;
  /** Path of a field → what is wrong with it. */
  readonly fields: Record<string, string[]>;
  readonly details: Record<string, unknown>;
  readonly requestId?: string;

  constructor(problem: Partial<Problem> & { status: number }) {
    super(problem.detail ?? problem.title ?? `The server answered ${problem.status}`);
    this.status = problem.status;
    this.code = problem.code ?? 'unknown';
    this.title = problem.title ?? 'Error';
    this.detail = this.message;
    this.fields = problem.fields ?? {};
    this.details = problem.details ?? {};
    this.requestId = problem.requestId;
  }

  static async of(response: Response): Promise<ApiProblem> {
    return ApiProblem.parse(response.status, await response.text().catch(() => ''));
  }

  /** @param text the body of a response that is no success; anything but a problem document is kept out of sight */
  static parse(status: number, text: string): ApiProblem {
    try {
      const body = JSON.parse(text) as Partial<Problem> | null;
      if (body && typeof body.code === 'string') return new ApiProblem({ ...body, status });
    } catch {
      // A proxy's page, or nothing.
    }
    return new ApiProblem({ status });
  }

  static network(): ApiProblem {
    return new ApiProblem({ status: 0, code: 'network', title: 'No answer', detail: 'Steward cannot be reached' });
  }
}
