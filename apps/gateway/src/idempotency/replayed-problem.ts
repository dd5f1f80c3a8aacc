import type { Problem } from '../http/problem.js';

/** A stored refusal, to be sent again as it was. */
export class ReplayedProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = 'ReplayedProblem';
  }
}
