import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useCompareVersions, type RegisteredModel } from '../../api/models';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { Comparison } from './comparison';
import { productionOf, useMayChange } from './version-words';
import classes from './models.module.css';
import traffic from './traffic.module.css';

/** Lets two versions predict the same rows, those whose category people chose. */
export function CompareVersions({ model }: { model: RegisteredModel }) {
  const mayChange = useMayChange();
  const compare = useCompareVersions(model.name);
  const ready = model.versions.filter(({ state }) => state === 'ready').map(({ version }) => version);
  const first = productionOf(model)?.version ?? ready[0] ?? null;
  const [champion, setChampion] = useState(first);
  const [challenger, setChallenger] = useState(ready.find((version) => version !== first) ?? null);
  if (!mayChange || ready.length < 2) return null;
  const data = ready.map((value) => ({ value, label: `Version ${value}` }));
  return (
    <Section
      title="Compare two versions"
      description="Both predict every row whose category a person chose; chance is ruled out by McNemar’s exact test."
    >
      <div className={traffic.compare}>
        <Select label="Champion" data={data} value={champion} allowDeselect={false} onChange={setChampion} />
        <Select label="Challenger" data={data} value={challenger} allowDeselect={false} onChange={setChallenger} />
        <Button
          variant="default"
          loading={compare.isPending}
          disabled={!champion || !challenger || champion === challenger}
          onClick={() => champion && challenger && compare.mutate({ champion, challenger })}
        >
          Compare
        </Button>
      </div>
      {compare.isError && <ProblemNotice error={compare.error} title="They could not be compared" />}
      {compare.data && (
        <div role="status" className={classes.gap}>
          <Comparison comparison={compare.data} />
        </div>
      )}
    </Section>
  );
}
