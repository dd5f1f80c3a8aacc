import { CopyButton, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ModelVersionDetails } from '../../api/models';
import { formatInstant } from '../../format/dates';
import { formatCount, plural } from '../../format/text';
import { shapeWords } from './read-description';
import classes from './models.module.css';

/** Labels that are named before the rest is counted. */
const NAMED_LABELS = 6;

/** All that is known of a version. */
export function VersionDetails({ version }: { version: ModelVersionDetails }) {
  const { inputs, outputs, labels, preprocessing, trainingData, lineage, tags, sha256, createdAt } = version;
  return (
    <dl className={classes.facts}>
      <Fact name="Takes">
        {preprocessing && <span>{preprocessing} →</span>}
        {inputs.map((tensor) => (
          <Tensor key={tensor.name} {...tensor} />
        ))}
      </Fact>
      <Fact name="Answers">
        {outputs.map((tensor) => (
          <Tensor key={tensor.name} {...tensor} />
        ))}
      </Fact>
      {labels.length > 0 && (
        <Fact name={plural(labels.length, 'label')}>
          {labels.slice(0, NAMED_LABELS).join(', ')}
          {labels.length > NAMED_LABELS && ` and ${formatCount(labels.length - NAMED_LABELS)} more`}
        </Fact>
      )}
      {trainingData && <Fact name="Trained on">{trainingData}</Fact>}
      {lineage.trainedFrom && <Fact name="Made to replace">version {lineage.trainedFrom}</Fact>}
      {lineage.registeredBy && <Fact name="Registered by">{lineage.registeredBy}</Fact>}
      {Object.keys(tags).length > 0 && (
        <Fact name="Tags">
          {Object.entries(tags)
            .map(([key, value]) => `${key}: ${value}`)
            .join(', ')}
        </Fact>
      )}
      <Fact name="Registered">{formatInstant(createdAt)}</Fact>
      <Fact name="SHA-256">
        <CopyButton value={sha256}>
          {({ copied, copy }) => (
            <UnstyledButton className={classes.sha} onClick={copy} aria-label="Copy the SHA-256">
              {copied ? 'Copied' : sha256}
            </UnstyledButton>
          )}
        </CopyButton>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Tensor({ name, datatype, shape }: ModelVersionDetails['inputs'][number]) {
  return (
    <code className={classes.tensor}>
      {name} {datatype} {shapeWords(shape)}
    </code>
  );
}
