import { Button, Skeleton } from '@mantine/core';
import { IconHistory, IconPlus, IconWand } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useApplyRules, useRules } from '../../api/rules';
import { Confirm } from '../../components/confirm';
import { EmptyState } from '../../components/empty-state';
import { Page, Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { PastRuns } from './past-runs';
import { RuleList } from './rule-list';
import { Suggestions } from './suggestions';

/** The user's rules in their order, what Steward would suggest, and what rules did to the past. */
export default function RulesPage() {
  const { data: rules, error, isPending, refetch } = useRules();
  const apply = useApplyRules();
  const [asking, setAsking] = useState(false);
  const add = (
    <Button component={Link} to="/rules/new" leftSection={<IconPlus size={16} />}>
      New rule
    </Button>
  );
  const some = rules !== undefined && rules.length > 0;
  const past = {
    variant: 'default',
    disabled: !rules?.some(({ enabled }) => enabled),
    onClick: () => setAsking(true),
  };
  return (
    <Page
      title="Rules"
      actions={
        some && (
          <>
            <Button {...past} visibleFrom="xs" leftSection={<IconHistory size={16} />}>
              Apply to the past
            </Button>
            <Button {...past} hiddenFrom="xs" px={10} aria-label="Apply to the past">
              <IconHistory size={16} />
            </Button>
            {add}
          </>
        )
      }
    >
      {error && !rules && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={160} radius="lg" />}
      {rules?.length === 0 && (
        <Section>
          <EmptyState icon={IconWand} title="No rules yet" actions={add}>
            A rule looks at each new transaction before anybody else does: it can set the category, tidy up the payee, tag, split,
            or mark a transfer. You see what it would change before you save it.
          </EmptyState>
        </Section>
      )}
      <Suggestions />
      {some && <RuleList rules={rules} />}
      <PastRuns />
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title="Apply all rules to the past?"
        action="Apply them"
        onConfirm={() => apply.mutateAsync(undefined)}
      >
        Every transaction is tried with the rules that are on, in their order. What you set by hand stays. You can undo it
        afterwards.
      </Confirm>
    </Page>
  );
}
