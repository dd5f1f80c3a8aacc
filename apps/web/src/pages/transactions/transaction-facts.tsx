import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { useImport } from '../../api/imports';
import type { Transaction } from '../../api/types';
import { formatInstant } from '../../format/dates';
import classes from './detail.module.css';

/** What cannot be edited: the bank's own words and where the transaction came from. */
export function TransactionFacts({ transaction }: { transaction: Transaction }) {
  const { description, importId, createdAt, updatedAt } = transaction;
  return (
    <dl className={classes.facts}>
      <dt>As the bank wrote it</dt>
      <dd className={classes.bank}>{description}</dd>
      <dt>Origin</dt>
      <dd>{importId ? <Origin importId={importId} /> : 'Written by hand'}</dd>
      <dt>Added</dt>
      <dd>{formatInstant(createdAt)}</dd>
      {updatedAt !== createdAt && (
        <>
          <dt>Changed</dt>
          <dd>{formatInstant(updatedAt)}</dd>
        </>
      )}
    </dl>
  );
}

function Origin({ importId }: { importId: string }) {
  const { data } = useImport(importId);
  return (
    <Anchor component={Link} to={`/import/${importId}`} size="sm">
      {data?.fileName ?? 'An import'}
    </Anchor>
  );
}
