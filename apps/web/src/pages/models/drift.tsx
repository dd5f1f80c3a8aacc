import { Badge, SegmentedControl, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useDrift, type DriftReport } from '../../api/models';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { plural } from '../../format/text';
import { SignalChart } from './signal-chart';
import { DRIFT_WORDS } from './version-words';
import drift from './drift.module.css';

/** Hours back from now. */
const WINDOWS = [
  { value: '24', label: '24 hours' },
  { value: '168', label: '7 days' },
  { value: '720', label: '30 days' },
];

/** Whether what the model is asked, and what it answers, is still what it was trained on. */
export function Drift({ name }: { name: string }) {
  const [hours, setHours] = useState('168');
  const { data, error, isPending, isPlaceholderData, refetch } = useDrift(name, Number(hours));
  return (
    <Section
      title="Drift"
      description={data && aboutReport(data)}
      actions={
        <SegmentedControl size="xs" aria-label="Time that is looked at" data={WINDOWS} value={hours} onChange={setHours} />
      }
    >
      {error && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={200} radius="md" />}
      {data && (
        <div className={drift.stale} data-stale={isPlaceholderData || undefined}>
          <div className={drift.verdict}>
            <Badge size="lg" variant="light" color={DRIFT_WORDS[data.level].color}>
              {DRIFT_WORDS[data.level].label}
            </Badge>
            <span>{verdict(data)}</span>
          </div>
          {data.signals.length > 0 && (
            <>
              <Legend report={data} />
              <ul className={drift.signals}>
                {data.signals.map((signal) => (
                  <SignalChart key={signal.signal} signal={signal} />
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </Section>
  );
}

function aboutReport({ version, rows, referenceFrom }: DriftReport): string {
  const reference = referenceFrom === 'training' ? 'what it was trained on' : 'its first predictions';
  return `Version ${version}: ${plural(rows, 'prediction')} of this time against ${reference}.`;
}

function verdict({ level, signals }: DriftReport): string {
  if (level === 'not-enough-data') return 'There is too little to compare yet. Look at a longer time, or later.';
  if (level === 'stable') return 'What it sees and says is what it was made for.';
  const [worst] = signals;
  return worst ? `${worst.reason}.`.replace(/\.\.$/, '.') : '';
}

function Legend({ report }: { report: DriftReport }) {
  return (
    <div className={drift.legend}>
      <span data-bar="reference">{report.referenceFrom === 'training' ? 'In training' : 'First predictions'}</span>
      <span data-bar="current">This time</span>
    </div>
  );
}
