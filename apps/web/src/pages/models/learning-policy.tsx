import { Button, Group, NumberInput, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useSetLearningPolicy, type LearningPolicy } from '../../api/models';
import { notifyDone } from '../../components/notify';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';

interface PolicyProps {
  name: string;
  policy: LearningPolicy;
  mayChange: boolean;
}

/** A point of accuracy: less is mostly chance. */
const USUAL_POINTS = 1;

/** When the model trains and promotes without anybody asking. */
export function LearningPolicyForm({ name, policy, mayChange }: PolicyProps) {
  const set = useSetLearningPolicy(name);
  const wanted = policy.promoteWhenBetterBy;
  const [retrain, setRetrain] = useState(policy.retrainOnDrift);
  const [promote, setPromote] = useState(wanted !== undefined);
  const [points, setPoints] = useState<number | ''>(wanted === undefined ? USUAL_POINTS : Math.round(wanted * 1000) / 10);
  const next: LearningPolicy = {
    retrainOnDrift: retrain,
    ...(promote && points !== '' && { promoteWhenBetterBy: Math.round(points * 10) / 1000 }),
  };
  const dirty = next.retrainOnDrift !== policy.retrainOnDrift || next.promoteWhenBetterBy !== wanted;
  const incomplete = promote && points === '';
  return (
    <Section title="By itself" description={mayChange ? undefined : 'Administrators decide it.'}>
      <Stack gap="md">
        <Switch
          label="Train a next version when drift is major"
          description="At most one training at a time; it is compared with production either way."
          checked={retrain}
          disabled={!mayChange}
          onChange={(event) => setRetrain(event.currentTarget.checked)}
        />
        <Switch
          label="Promote a trained version that is clearly better"
          description="On the latest corrections, which neither version has seen. Otherwise a person promotes."
          checked={promote}
          disabled={!mayChange}
          onChange={(event) => setPromote(event.currentTarget.checked)}
        />
        {promote && (
          <NumberInput
            label="Better by at least"
            value={points}
            min={0}
            max={100}
            step={0.5}
            decimalScale={1}
            suffix={points === 1 ? ' point' : ' points'}
            maw={180}
            disabled={!mayChange}
            onChange={(value) => setPoints(typeof value === 'number' ? value : '')}
          />
        )}
        {set.isError && <ProblemNotice error={set.error} />}
        {dirty && (
          <Group gap="xs">
            <Button
              size="xs"
              disabled={incomplete}
              loading={set.isPending}
              onClick={() => set.mutate(next, { onSuccess: () => notifyDone('Saved') })}
            >
              Save
            </Button>
          </Group>
        )}
      </Stack>
    </Section>
  );
}
