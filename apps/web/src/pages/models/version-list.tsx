import { Badge, Button, UnstyledButton } from '@mantine/core';
import { IconArrowUp, IconChevronRight, IconHistory } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { PRODUCTION, type ModelVersionDetails, type RegisteredModel } from '../../api/models';
import { Section } from '../../components/page';
import { formatAgo } from '../../format/dates';
import { formatBytes } from '../../format/text';
import { AliasBadges } from './alias-badges';
import { PointAlias, type Pointing } from './point-alias';
import { RollBack } from './roll-back';
import { VersionDetails } from './version-details';
import { VersionMenu } from './version-menu';
import { SOURCE_WORDS, useMayChange } from './version-words';
import classes from './models.module.css';

/** The versions, the newest first. */
export function VersionList({ model }: { model: RegisteredModel }) {
  const mayChange = useMayChange();
  const [pointing, setPointing] = useState<Pointing>();
  const [rollingBack, setRollingBack] = useState(false);
  const production = model.aliases.find(({ alias }) => alias === PRODUCTION);
  return (
    <Section
      title="Versions"
      description={mayChange ? undefined : 'Administrators promote and archive them.'}
      flush
      actions={
        mayChange &&
        production?.previousVersion !== undefined && (
          <Button size="xs" variant="default" leftSection={<IconHistory size={15} />} onClick={() => setRollingBack(true)}>
            Roll back to version {production.previousVersion}
          </Button>
        )
      }
    >
      <ul className={classes.list}>
        {model.versions.map((version) => (
          <VersionRow key={version.version} model={model} version={version} onPoint={setPointing} />
        ))}
      </ul>
      <PointAlias model={model} pointing={pointing} onClose={() => setPointing(undefined)} />
      <RollBack model={model} alias={rollingBack ? production : undefined} onClose={() => setRollingBack(false)} />
    </Section>
  );
}

interface RowProps {
  model: RegisteredModel;
  version: ModelVersionDetails;
  onPoint: (pointing: Pointing) => void;
}

function VersionRow({ model, version, onPoint }: RowProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const mayChange = useMayChange();
  const { state, source, aliases, loaded, bytes, sha256, description, createdAt } = version;
  const promotable = mayChange && state === 'ready' && !aliases.includes(PRODUCTION);
  return (
    <li className={classes.version} data-off={state === 'archived' || undefined}>
      <div className={classes.row}>
        <UnstyledButton
          className={classes.disclose}
          aria-expanded={open}
          aria-controls={id}
          aria-label={`Details of version ${version.version}`}
          onClick={() => setOpen(!open)}
        >
          <IconChevronRight size={16} aria-hidden />
        </UnstyledButton>
        <div className={classes.words}>
          <strong>
            Version {version.version}
            <AliasBadges aliases={aliases} />
            {state === 'archived' && (
              <Badge size="sm" variant="light" color="gray">
                Archived
              </Badge>
            )}
            {loaded && !aliases.includes(PRODUCTION) && (
              <Badge size="sm" variant="outline" color="gray">
                Loaded
              </Badge>
            )}
          </strong>
          {description && <span>{description}</span>}
          <span>
            {SOURCE_WORDS[source]} {formatAgo(createdAt)} · {formatBytes(bytes)} ·{' '}
            <code title={`SHA-256 ${sha256}`}>{sha256.slice(0, 10)}</code>
          </span>
        </div>
        {promotable && (
          <Button
            size="xs"
            variant="default"
            visibleFrom="xs"
            leftSection={<IconArrowUp size={15} />}
            aria-label={`Promote version ${version.version}`}
            onClick={() => onPoint({ version, alias: PRODUCTION })}
          >
            Promote
          </Button>
        )}
        {mayChange && <VersionMenu model={model} version={version} onPoint={onPoint} />}
      </div>
      <div id={id}>{open && <VersionDetails version={version} />}</div>
    </li>
  );
}
