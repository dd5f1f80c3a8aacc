import { Injectable } from '@nestjs/common';
import { inferenceContract } from '#contracts/inference';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { RulesRepository } from '../rules/rules.repository.js';
import { CategorisationRun } from './categorisation-run.js';
import type { Decision, Uncategorised } from './decision.js';
import { PersonalModels } from './learning/personal-models.js';

export type { Decision, Uncategorised };

/**
 * Gives transactions their category, in this order: the user's rules, what their own corrections say of that merchant, what the
 * model says in the light of them (learning/personal-model.ts); else uncategorised. A model that cannot be reached leaves its rows uncategorised and fails nothing.
 */
@Injectable()
export class Categoriser {
  constructor(
    private readonly rules: RulesRepository,
    @InjectClient(inferenceContract) private readonly inference: Client<typeof inferenceContract>,
    private readonly personal: PersonalModels,
  ) {}

  /** Begins a run over many rows of one user, which remembers what it has looked up. */
  begin(userId: string): CategorisationRun {
    return new CategorisationRun(this.rules, this.inference, this.personal, userId);
  }

  /** Decisions for `rows`, in their order. */
  categorise(userId: string, rows: Uncategorised[], call: CallContext): Promise<Decision[]> {
    return this.begin(userId).decide(rows, call);
  }
}
