import { Anchor, Skeleton, Tabs, Text } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from 'react-router';
import { useModel, type RegisteredModel } from '../../api/models';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { AliasHistory } from './alias-history';
import { CompareVersions } from './compare-versions';
import { Drift } from './drift';
import { Learning } from './learning';
import { MetricTable } from './metric-table';
import { RegisterVersion } from './register-version';
import { Traffic } from './traffic';
import { VersionList } from './version-list';
import { modelLabel, productionOf, useMayChange } from './version-words';
import classes from './models.module.css';

const TABS = { versions: 'Versions', traffic: 'Traffic', drift: 'Drift', learning: 'Learning' } as const;
type Tab = keyof typeof TABS;

const isTab = (text: string | undefined): text is Tab => text !== undefined && Object.hasOwn(TABS, text);

/** One model: its versions and aliases, who answers, whether the world has changed, and what it could learn. */
export default function ModelPage() {
  const { name = '', tab } = useParams();
  const navigate = useNavigate();
  const mayChange = useMayChange();
  const { data: model, error, isPending, refetch } = useModel(name);
  const shown = isTab(tab) ? tab : 'versions';
  return (
    <Page
      title={modelLabel(name)}
      aside={model && <Serving model={model} />}
      actions={mayChange && model && <RegisterVersion model={model} />}
    >
      <Anchor component={Link} to="/models" className={classes.back}>
        <IconChevronLeft size={15} aria-hidden />
        All models
      </Anchor>
      {model?.description && (
        <Text c="dimmed" mb="md">
          {model.description}
        </Text>
      )}
      {error && !model && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={220} radius="lg" />}
      {model && (
        <>
          <Tabs value={shown} onChange={(next) => void navigate(pathOf(name, next))} mb="md">
            <Tabs.List className={classes.tabs}>
              {Object.entries(TABS).map(([value, label]) => (
                <Tabs.Tab key={value} value={value}>
                  {label}
                </Tabs.Tab>
              ))}
            </Tabs.List>
          </Tabs>
          <Content tab={shown} model={model} />
        </>
      )}
    </Page>
  );
}

const pathOf = (name: string, tab: string | null): string =>
  tab && tab !== 'versions' ? `/models/${name}/${tab}` : `/models/${name}`;

function Serving({ model }: { model: RegisteredModel }) {
  const production = productionOf(model);
  return (
    <Text span c="inherit" visibleFrom="xs">
      {production ? `version ${production.version} serves` : 'nothing in production'}
    </Text>
  );
}

function Content({ tab, model }: { tab: Tab; model: RegisteredModel }) {
  switch (tab) {
    case 'versions':
      return (
        <>
          <VersionList model={model} />
          <MetricTable model={model} />
          <AliasHistory name={model.name} />
        </>
      );
    case 'traffic':
      return (
        <>
          <Traffic model={model} />
          <CompareVersions model={model} />
        </>
      );
    case 'drift':
      return <Drift name={model.name} />;
    case 'learning':
      return <Learning name={model.name} />;
  }
}
