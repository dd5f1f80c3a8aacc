import { Badge, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useJob } from '../../api/jobs';
import { refreshAfterRun, useRuleRuns, useUndoRuleRun } from '../../api/rules';
import type { RuleRun } from '../../api/types';
import { Confirm } from '../../components/confirm';
import { JobProgress } from '../../components/job-progress';
import { notifyDone } from '../../components/notify';
import { Section } from '../../components/page';
import { formatAgo, formatInstant } from '../../format/dates';
import { formatCount, plural } from '../../format/text';
import classes from './rules.module.css';

const STATES: Record<RuleRun['state'], { label: string; color: string }> = {
  running: { label: 'Running', color: 'iris' },
  completed: { label: 'Done', color: 'green' },
  undoing: { label: 'Undoing', color: 'iris' },
  undone: { label: 'Undone', color: 'gray' },
  failed: { label: 'Failed', color: 'red' },
};

/** Applications of rules to the past, newest first; each can be taken back. */
export function PastRuns() {
  const { data: runs = [] } = useRuleRuns();
  const undo = useUndoRuleRun();
  const [undoing, setUndoing] = useState<RuleRun>();
  if (runs.length === 0) return null;
  return (
    <Section title="Applied to the past" flush>
      <ul className={classes.list}>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} onUndo={() => setUndoing(run)} />
        ))}
      </ul>
      <Confirm
        opened={undoing !== undefined}
        onClose={() => setUndoing(undefined)}
        title="Undo what these rules changed?"
        action="Undo"
        onConfirm={async () => {
          if (undoing) await undo.mutateAsync(undoing.id);
        }}
      >
        {undoing && plural(undoing.changed, 'transaction')} become again what they were before. Those that were changed since are
        left as they are. The rules themselves stay.
      </Confirm>
    </Section>
  );
}

function RunRow({ run, onUndo }: { run: RuleRun; onUndo: () => void }) {
  const { state, rules, createdAt } = run;
  const active = state === 'running' || state === 'undoing';
  const { job } = useJob(active ? run.jobId : undefined, (ended) => {
    void refreshAfterRun();
    if (ended.state === 'completed') notifyDone(state === 'running' ? 'The rules were applied' : 'It was undone');
  });
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <strong>{rules.length > 3 ? `${rules.slice(0, 3).join(', ')} and ${rules.length - 3} more` : rules.join(', ')}</strong>
        {active ? <JobProgress job={job} /> : <span>{outcome(run)}</span>}
      </div>
      {!active && (
        <Tooltip label={formatInstant(createdAt)}>
          <span className={classes.when}>{formatAgo(createdAt)}</span>
        </Tooltip>
      )}
      <Badge variant="light" color={STATES[state].color} className={classes.state}>
        {STATES[state].label}
      </Badge>
      {(state === 'completed' || state === 'failed') && (run.changed > 0 || state === 'failed') && (
        <Button size="xs" variant="subtle" leftSection={<IconArrowBackUp size={16} />} onClick={onUndo}>
          Undo
        </Button>
      )}
    </li>
  );
}

function outcome({ state, changed, kept }: RuleRun): string {
  if (state === 'failed') return 'It broke off; what it changed until then can be undone';
  if (state !== 'undone') return `${plural(changed, 'transaction')} changed`;
  if (!kept) return 'All is as it was before';
  return `${formatCount(kept)} of ${plural(changed, 'transaction')} stayed, for ${kept === 1 ? 'it was' : 'they were'} changed since`;
}
