import { Anchor, Collapse, Skeleton, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { useExplanation } from '../../api/transactions';
import type { Transaction, TransactionExplanation } from '../../api/types';
import { CategoryLabel } from '../../components/category-chip';
import { ProblemNotice } from '../../components/problem-notice';
import { formatDay } from '../../format/dates';
import { ModelReading } from './model-reading';
import classes from './why.module.css';

/** Why a transaction has its category; asked for when somebody wants to know. */
export function WhyCategory({ transaction, onLeave }: { transaction: Transaction; onLeave: () => void }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <section>
      <UnstyledButton className={classes.ask} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <IconChevronRight size={15} aria-hidden className={classes.chevron} />
        {transaction.categoryId || transaction.isSplit ? 'Why this category?' : 'Why no category?'}
      </UnstyledButton>
      <Collapse expanded={open} id={id}>
        {open && <Answer transaction={transaction} onLeave={onLeave} />}
      </Collapse>
    </section>
  );
}

function Answer({ transaction, onLeave }: { transaction: Transaction; onLeave: () => void }) {
  const { data, error, isPending, refetch } = useExplanation(transaction);
  if (error && !data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (isPending) {
    return (
      <div className={classes.answer} aria-busy aria-label="Loading">
        <Skeleton height={18} width="70%" mb={10} />
        <Skeleton height={44} />
      </div>
    );
  }
  return (
    <div className={classes.answer}>
      <p className={classes.reason}>{data.reason}</p>
      {data.ruleId && (
        <Anchor component={Link} to={`/rules/${data.ruleId}`} size="sm" onClick={onLeave}>
          Open the rule {data.ruleName && `“${data.ruleName}”`}
        </Anchor>
      )}
      {data.choices.length > 0 && <Choices choices={data.choices} />}
      {data.model ? (
        <ModelReading text={data.modelText ?? transaction.description} explanation={data.model} />
      ) : (
        !transaction.isSplit && <p className={classes.hint}>The model does not answer just now, so its view is missing here.</p>
      )}
    </div>
  );
}

/** What the person has said of the merchant before. */
function Choices({ choices }: { choices: TransactionExplanation['choices'] }) {
  return (
    <div>
      <h4 className={classes.title}>What you chose for this merchant before</h4>
      <ul className={classes.choices}>
        {choices.map(({ transactionId, description, bookedOn, categoryId }) => (
          <li key={transactionId}>
            <span className={classes.choice}>
              <CategoryLabel id={categoryId} />
              <span className={classes.when}>{formatDay(bookedOn)}</span>
            </span>
            <span className={classes.written}>{description}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
