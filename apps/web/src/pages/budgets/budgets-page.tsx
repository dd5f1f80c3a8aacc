import { ActionIcon, Button, Group, Skeleton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPlus, IconSparkles, IconTargetArrow } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useBudgetMonth, type BudgetLine, type BudgetMonth } from '../../api/budgets';
import { useCategories } from '../../api/categories';
import { CategoryLabel } from '../../components/category-chip';
import { EmptyState } from '../../components/empty-state';
import { Money } from '../../components/money';
import { Notice } from '../../components/notice';
import { Page, Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { BudgetDialog } from './budget-dialog';
import { BudgetRow } from './budget-row';
import classes from './budgets.module.css';
import { Goals } from './goals';
import { addMonths, monthName, thisMonth } from './months';
import { SuggestDialog } from './suggest-dialog';

/** What may be spent this month, what was, and what is being saved for. */
export default function BudgetsPage() {
  const [search, setSearch] = useSearchParams();
  const month = search.get('month') ?? thisMonth();
  const { data, error, isPending, refetch } = useBudgetMonth(month);
  const [editing, setEditing] = useState<{ line?: BudgetLine; categoryId?: string }>();
  const [suggesting, setSuggesting] = useState(false);
  const goTo = (next: string) => setSearch(next === thisMonth() ? {} : { month: next }, { replace: true });
  return (
    <Page
      title="Budgets"
      actions={
        data &&
        data.budgets.length > 0 && (
          <Group gap="xs">
            <Button variant="default" leftSection={<IconSparkles size={16} />} onClick={() => setSuggesting(true)}>
              Suggest
            </Button>
            <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing({})}>
              Add budget
            </Button>
          </Group>
        )
      }
    >
      <nav className={classes.months} aria-label="Month">
        <ActionIcon variant="default" size="lg" aria-label="Month before" onClick={() => goTo(addMonths(month, -1))}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <h2 aria-live="polite">{monthName(month)}</h2>
        <ActionIcon variant="default" size="lg" aria-label="Month after" onClick={() => goTo(addMonths(month, 1))}>
          <IconChevronRight size={18} />
        </ActionIcon>
        {month !== thisMonth() && (
          <Button variant="subtle" size="compact-sm" onClick={() => goTo(thisMonth())}>
            This month
          </Button>
        )}
      </nav>
      {error && data === undefined && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && [0, 1, 2].map((row) => <Skeleton key={row} height={72} mb={10} radius="lg" />)}
      {data && (
        <>
          <Totals month={data} />
          {data.missing.length > 0 && (
            <div className={classes.notice}>
              <Notice tone="caution">
                There is no exchange rate for {data.missing.join(', ')}, so those amounts are left out. Add one under Currencies.
              </Notice>
            </div>
          )}
          <BudgetList
            month={data}
            onEdit={(line) => setEditing({ line })}
            onAdd={() => setEditing({})}
            onSuggest={() => setSuggesting(true)}
          />
          <Unbudgeted month={data} onBudget={(categoryId) => setEditing({ categoryId })} />
        </>
      )}
      <Goals />
      <BudgetDialog month={month} currency={data?.currency ?? 'EUR'} editing={editing} onClose={() => setEditing(undefined)} />
      <SuggestDialog month={month} opened={suggesting} budgets={data?.budgets ?? []} onClose={() => setSuggesting(false)} />
    </Page>
  );
}

function Totals({ month }: { month: BudgetMonth }) {
  const { incomeMinor, budgetedMinor, spentMinor, currency } = month;
  const figures = [
    ['Income', incomeMinor],
    ['Budgeted', budgetedMinor],
    ['Spent', spentMinor],
    ['Saved', incomeMinor - spentMinor],
  ] as const;
  return (
    <dl className={classes.totals}>
      {figures.map(([name, minor]) => (
        <div key={name} className={classes.total}>
          <dt>{name}</dt>
          <dd>
            <Money minor={minor} currency={currency} size="lg" strong />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface ListProps {
  month: BudgetMonth;
  onEdit: (line: BudgetLine) => void;
  onAdd: () => void;
  onSuggest: () => void;
}

function BudgetList({ month, onEdit, onAdd, onSuggest }: ListProps) {
  const tree = useCategories();
  if (!month.budgets.length) {
    return (
      <Section>
        <EmptyState
          icon={IconTargetArrow}
          title="No budgets yet"
          actions={
            <>
              <Button leftSection={<IconSparkles size={16} />} onClick={onSuggest}>
                Suggest from what I spend
              </Button>
              <Button variant="default" onClick={onAdd}>
                Set one myself
              </Button>
            </>
          }
        >
          A budget says what a category may cost a month. Steward shows how fast it is being used, by your own habits.
        </EmptyState>
      </Section>
    );
  }
  const lines = [...month.budgets].sort((a, b) => (tree.nameOf(a.categoryId) < tree.nameOf(b.categoryId) ? -1 : 1));
  return (
    <Section flush>
      <ul className={classes.list}>
        {lines.map((line) => (
          <BudgetRow key={line.categoryId} line={line} month={month} onEdit={onEdit} />
        ))}
      </ul>
    </Section>
  );
}

function Unbudgeted({ month, onBudget }: { month: BudgetMonth; onBudget: (categoryId: string) => void }) {
  if (!month.unbudgeted.length) return null;
  return (
    <Section title="Without a budget" flush>
      <ul className={classes.list}>
        {month.unbudgeted.map(({ categoryId, spentMinor }) => (
          <li key={categoryId ?? ''} className={classes.plainRow}>
            <span className={classes.plainName}>{categoryId ? <CategoryLabel id={categoryId} /> : 'Uncategorised'}</span>
            <Money minor={spentMinor} currency={month.currency} />
            {categoryId ? (
              <Button variant="subtle" size="compact-sm" onClick={() => onBudget(categoryId)}>
                Budget
              </Button>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
