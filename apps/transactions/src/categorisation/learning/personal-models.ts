import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { primaryOf } from '#contracts/categories';
import { InjectDatabase } from '#database';
import { ledgerVersion } from '../../ledger/ledger-version.js';
import { toSafeNumber } from '../../ledger/minor-units.column.js';
import { historyKey, modelText } from '../question.js';
import { DEFAULT_PARAMETERS, type LearningParameters } from './learning-parameters.js';
import type { Correction } from './merchant-memory.js';
import { PersonalModelEntity } from './personal-model.entity.js';
import { PersonalModel, type PrimaryOf } from './personal-model.js';

/** The latest corrections that a personal model is built of. */
export const MAX_CORRECTIONS = 5_000;
/** Corrections read of one merchant that is not among those. */
const PER_MERCHANT = 16;
/** Users whose model this process keeps at hand. */
const KEPT = 8;

interface CorrectionRow {
  description: string;
  counterparty: string | null;
  merchantKey: string;
  amountMinor: string;
  categoryId: string;
  day: number;
  decidedAt: number;
}

const COLUMNS = `t.description, t.counterparty, t.merchant_key as "merchantKey", t.amount_minor as "amountMinor",
  t.category_id as "categoryId", t.booked_on - date '1970-01-01' as day,
  extract(epoch from coalesce(t.edited_at, t.created_at))::float8 as "decidedAt"`;

/** A user's model, and whether it was built of all that they have corrected. */
export interface Learned {
  model: PersonalModel;
  complete: boolean;
}

/**
 * Builds each user's model from their ledger: the rows whose category a person chose are all there is to it. So every process has
 * the same one, undoing a correction unlearns it, and nothing needs to be kept in step.
 */
@Injectable()
export class PersonalModels {
  private readonly kept = new Map<string, { version: number; learned: Promise<Learned> }>();

  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  /** The model as of the ledger's present version. */
  async of(userId: string): Promise<Learned> {
    const version = await ledgerVersion(this.database.manager, userId);
    const known = this.kept.get(userId);
    if (known?.version === version) return known.learned;
    const learned = this.build(userId);
    this.kept.delete(userId);
    this.kept.set(userId, { version, learned });
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
    learned.catch(() => this.kept.delete(userId));
    return learned;
  }

  /** Adds what the user has said of merchants that were not among the latest corrections. */
  async learnMerchants(userId: string, { model }: Learned, merchantKeys: string[]): Promise<void> {
    if (!merchantKeys.length) return;
    const rows: CorrectionRow[] = await this.database.query(
      `select ${COLUMNS} from unnest($2::text[]) as wanted (key)
       cross join lateral (select * from transactions.transaction
         where user_id = $1 and merchant_key = wanted.key and category_source = 'user'
         order by coalesce(edited_at, created_at) desc limit ${PER_MERCHANT}) t`,
      [userId, merchantKeys],
    );
    const corrections = rows.map(toCorrection).filter(({ merchant }) => !model.knows(merchant));
    for (const correction of corrections) model.learn(correction);
  }

  /** The user's latest corrections, the latest first. */
  async corrections(userId: string): Promise<Correction[]> {
    const rows: CorrectionRow[] = await this.database.query(
      `select ${COLUMNS} from transactions.transaction t where t.user_id = $1 and t.category_source = 'user'
       order by coalesce(t.edited_at, t.created_at) desc limit ${MAX_CORRECTIONS}`,
      [userId],
    );
    return rows.map(toCorrection);
  }

  /** Primary categories of the taxonomy's and of the user's own. */
  async primaries(userId: string): Promise<PrimaryOf> {
    const own: { id: string; parentId: string }[] = await this.database.query(
      'select id, parent_id as "parentId" from transactions.category where user_id = $1 and parent_id is not null',
      [userId],
    );
    const parents = new Map(own.map(({ id, parentId }) => [id, parentId]));
    return (id) => parents.get(id) ?? primaryOf(id) ?? id;
  }

  private async build(userId: string): Promise<Learned> {
    const [corrections, primaries, parameters] = await Promise.all([
      this.corrections(userId),
      this.primaries(userId),
      this.parameters(userId),
    ]);
    return {
      model: PersonalModel.of(corrections, parameters, primaries),
      complete: corrections.length < MAX_CORRECTIONS,
    };
  }

  /** The parameters that serve the user: those promoted last, else the default. */
  async parameters(userId: string): Promise<LearningParameters> {
    return { ...DEFAULT_PARAMETERS, ...(await this.serving(userId))?.parameters };
  }

  /** The tuning that was promoted last. */
  serving(userId: string): Promise<PersonalModelEntity | null> {
    return this.database
      .getRepository(PersonalModelEntity)
      .findOne({ where: { userId, promoted: true }, order: { version: 'DESC' } });
  }
}

function toCorrection(row: CorrectionRow): Correction {
  const text = { description: row.description, counterparty: row.counterparty ?? undefined };
  const amountMinor = toSafeNumber(row.amountMinor);
  return {
    text: modelText({ ...text, amountMinor }),
    merchant: historyKey({ ...text, amountMinor, merchantKey: row.merchantKey }),
    amountMinor,
    day: row.day,
    decidedAt: row.decidedAt,
    categoryId: row.categoryId,
  };
}
