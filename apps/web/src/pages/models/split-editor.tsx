import { ActionIcon, Button, NumberInput, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useSetTraffic, type RegisteredModel, type TrafficReport } from '../../api/models';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { SplitBar } from './split-bar';
import {
  draftOf,
  MOST_VARIANTS,
  splitProblem,
  toSplitBody,
  withVariant,
  type DraftVariant,
  type SplitDraft,
} from './split-draft';
import { productionOf } from './version-words';
import traffic from './traffic.module.css';

/** Divides requests among versions, and lets one watch. */
export function SplitEditor({ model, report }: { model: RegisteredModel; report: TrafficReport }) {
  const set = useSetTraffic(model.name);
  const before = draftOf(report);
  const [draft, setDraft] = useState<SplitDraft>(before);
  const { variants, shadow } = draft;
  const ready = model.versions.filter(({ state }) => state === 'ready').map(({ version }) => version);
  const free = ready.filter((version) => !variants.some((variant) => variant.version === version));
  const dirty = JSON.stringify(draft) !== JSON.stringify(before);
  const problem = dirty ? splitProblem(draft) : undefined;

  const change = (index: number, next: Partial<DraftVariant>) =>
    setDraft({ ...draft, variants: variants.map((variant, i) => (i === index ? { ...variant, ...next } : variant)) });
  const add = () => {
    if (variants.length) return setDraft(withVariant(draft, free[0]!));
    // A split begins with most of the people where they are.
    const production = productionOf(model)?.version ?? ready[0]!;
    const other = ready.find((version) => version !== production)!;
    setDraft({
      ...draft,
      variants: [
        { version: production, percent: 90 },
        { version: other, percent: 10 },
      ],
    });
  };
  const remove = (index: number) => {
    const left = variants.filter((_, i) => i !== index);
    setDraft({ ...draft, variants: left.length < 2 ? [] : left });
  };
  const save = () =>
    set.mutate(toSplitBody(draft), {
      onSuccess: () => notifyDone(variants.length ? 'Requests are divided so from now on' : 'Production answers everybody'),
    });

  return (
    <div className={traffic.stack}>
      {variants.length > 0 && <SplitBar variants={variants} />}
      {variants.map(({ version, percent }, i) => (
        <div key={i} className={traffic.part}>
          <Select
            aria-label={`Version of part ${i + 1}`}
            data={[version, ...free].map((value) => ({ value, label: `Version ${value}` }))}
            value={version}
            allowDeselect={false}
            onChange={(next) => next && change(i, { version: next })}
          />
          <NumberInput
            aria-label={`Percent for version ${version}`}
            value={percent}
            min={0}
            max={100}
            decimalScale={1}
            suffix=" %"
            onChange={(next) => change(i, { percent: typeof next === 'number' ? next : '' })}
          />
          <ActionIcon aria-label={`Take version ${version} out`} onClick={() => remove(i)}>
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      <Select
        label="Shadow"
        description="Predicts too and is compared, and never answers."
        placeholder="None"
        data={ready.map((value) => ({ value, label: `Version ${value}` }))}
        value={shadow}
        clearable
        maw={340}
        onChange={(next) => setDraft({ ...draft, shadow: next })}
      />
      {set.isError && <ProblemNotice error={set.error} />}
      <div className={traffic.foot}>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconPlus size={15} />}
          disabled={ready.length < 2 || variants.length >= MOST_VARIANTS || (variants.length > 0 && free.length === 0)}
          onClick={add}
        >
          {variants.length ? 'Another version' : 'Divide requests'}
        </Button>
        <span className={traffic.problem} role="status">
          {problem}
        </span>
        {dirty && (
          <>
            <Button size="xs" variant="default" onClick={() => setDraft(before)}>
              Discard
            </Button>
            <Button size="xs" disabled={problem !== undefined} loading={set.isPending} onClick={save}>
              Save
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
