import type { EntityManager } from 'typeorm';
import type { ShadowAgreement, TrafficReport, VersionTraffic } from '#contracts/inference';
import { PRODUCTION } from '#contracts/inference';
import { readStatistics } from '../monitoring/read-statistics.js';
import type { Statistics } from '../monitoring/statistics.js';
import { ModelAliasEntity } from '../registry/model-alias.entity.js';
import { compareOutcomes, pair } from './comparison.js';
import { summariseAgreement, type AgreementCounts } from './agreement.js';
import { wilsonInterval, type ArmOutcome } from './compare-proportions.js';
import { TrafficRuleEntity } from './traffic-rule.entity.js';

/** Without a split the last month is told. */
const MONTH_MS = 30 * 24 * 3_600_000;

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
    ...(shadow && { shadow: agreementOf(shadow, seen.get(shadow)?.shadow) }),
  };
}

async function readOutcomes(manager: EntityManager, name: string, since: Date): Promise<Map<string, ArmOutcome>> {
  const rows = await manager.query<{ version: number; correct: string; wrong: string }[]>(
    `select version, sum(correct) as correct, sum(wrong) as wrong from inference.outcome
     where name = $1 and recorded_at >= $2 group by version having sum(correct + wrong) > 0`,
    [name, since],
  );
  return new Map(
    rows.map(({ version, correct, wrong }) => [
      String(version),
      { correct: Number(correct), total: Number(correct) + Number(wrong) },
    ]),
  );
}

function trafficOf(version: string, seen: Statistics | undefined, told: ArmOutcome | undefined): VersionTraffic {
  return {
    version,
    predictions: seen?.rows ?? 0,
    ...(seen?.rows && seen.confidence > 0 && { meanConfidence: seen.confidence / seen.rows }),
    outcomes: told?.total ?? 0,
    ...(told && { accuracy: told.correct / told.total, interval: pair(wilsonInterval(told.correct, told.total)) }),
  };
}

function agreementOf(version: string, counts: AgreementCounts | undefined): ShadowAgreement {
  if (!counts) return { version, rows: 0, disagreements: [] };
  const { rows, agreement, kappa, meanConfidenceDifference, topConfusions } = summariseAgreement(counts);
  return {
    version,
    rows,
    ...(agreement !== null && { agreement }),
    ...(kappa !== null && { kappa }),
    ...(meanConfidenceDifference !== null && { confidenceDifference: meanConfidenceDifference }),
    disagreements: topConfusions,
  };
}
