import type { EntityManager } from 'typeorm';
import type { ShadowAgreement, TrafficReport, VersionTraffic } from '#contracts/inference';
import { PRODUCTION } from '#contracts/inference';
import { readStatistics } from '../monitoring/read-statistics.js';
import { kappaOf, type ShadowStatistics, type Statistics } from '../monitoring/statistics.js';
import { ModelAliasEntity } from '../registry/model-alias.entity.js';
import { compareOutcomes } from './comparison.js';
import { wilsonInterval, type Tally } from './proportions.js';
import { TrafficRuleEntity } from './traffic-rule.entity.js';

/** Without a split the last month is told. */
const MONTH_MS = 30 * 24 * 3_600_000;
const DISAGREEMENTS = 10;

/** What each version did since the split began, and which did better. */
export async function reportTraffic(manager: EntityManager, name: string): Promise<TrafficReport> {
  const rule = await manager.findOneBy(TrafficRuleEntity, { name });
  const since = rule?.startedAt ?? new Date(Date.now() - MONTH_MS);
  const seen = await readStatistics(manager, name, since);
  const outcomes = await readOutcomes(manager, name, since);
  const versions = [...new Set([...seen.keys(), ...outcomes.keys(), ...(rule?.variants ?? []).map(({ version }) => version)])]
    .sort((a, b) => Number(a) - Number(b))
    .map((version) => trafficOf(version, seen.get(version), outcomes.get(version)));
  const production = await manager.findOneBy(ModelAliasEntity, { name, alias: PRODUCTION });
  const champion = String(production?.version);
  const told = versions.filter((one) => one.outcomes > 0 && one.version !== champion);
  const shadow = rule?.shadow === null || rule?.shadow === undefined ? undefined : String(rule.shadow);
  return {
    split: {
      variants: rule?.variants ?? [],
      ...(shadow && { shadow }),
      ...(rule && { startedAt: rule.startedAt.toISOString() }),
    },
    versions,
    comparisons: outcomes.get(champion)
      ? told.map(({ version }) => compareOutcomes(champion, outcomes.get(champion)!, version, outcomes.get(version)!))
      : [],
    ...(shadow && { shadow: agreementOf(shadow, seen.get(shadow)?.shadow ?? {}) }),
  };
}

async function readOutcomes(manager: EntityManager, name: string, since: Date): Promise<Map<string, Tally>> {
  const rows = await manager.query<{ version: number; correct: string; wrong: string }[]>(
    `select version, sum(correct) as correct, sum(wrong) as wrong from inference.outcome
     where name = $1 and recorded_at >= $2 group by version having sum(correct + wrong) > 0`,
    [name, since],
  );
  return new Map(
    rows.map(({ version, correct, wrong }) => [
      String(version),
      { right: Number(correct), rows: Number(correct) + Number(wrong) },
    ]),
  );
}

function trafficOf(version: string, seen: Statistics | undefined, told: Tally | undefined): VersionTraffic {
  return {
    version,
    predictions: seen?.rows ?? 0,
    ...(seen?.rows && seen.confidence > 0 && { meanConfidence: seen.confidence / seen.rows }),
    outcomes: told?.rows ?? 0,
    ...(told && { accuracy: told.right / told.rows, interval: [...wilsonInterval(told)] }),
  };
}

/** Over all versions that the shadow watched. */
function agreementOf(version: string, watched: Record<string, ShadowStatistics>): ShadowAgreement {
  const sum: ShadowStatistics = { rows: 0, agreed: 0, confidenceDifference: 0, pairs: {} };
  for (const one of Object.values(watched)) {
    sum.rows += one.rows;
    sum.agreed += one.agreed;
    sum.confidenceDifference += one.confidenceDifference;
    for (const [pair, rows] of Object.entries(one.pairs)) sum.pairs[pair] = (sum.pairs[pair] ?? 0) + rows;
  }
  const disagreements = Object.entries(sum.pairs)
    .map(([pair, rows]) => {
      const [champion, challenger] = pair.split('\t') as [string, string];
      return { champion, challenger, rows };
    })
    .filter(({ champion, challenger }) => champion !== challenger)
    .sort((a, b) => b.rows - a.rows)
    .slice(0, DISAGREEMENTS);
  if (!sum.rows) return { version, rows: 0, disagreements };
  return {
    version,
    rows: sum.rows,
    agreement: sum.agreed / sum.rows,
    kappa: kappaOf(sum),
    confidenceDifference: sum.confidenceDifference / sum.rows,
    disagreements,
  };
}
