import { Button, Skeleton, Tabs } from '@mantine/core';
import { IconRefresh, IconTransfer } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useAccounts } from '../../api/accounts';
import { useJob } from '../../api/jobs';
import { refreshTransfers, useConfirmTransfers, useFindTransfers, useRejectTransfers, useTransfers } from '../../api/transfers';
import type { Job, Transfer, TransferState } from '../../api/types';
import { EmptyState } from '../../components/empty-state';
import { JobProgress } from '../../components/job-progress';
import { notifyDone, notifyProblem } from '../../components/notify';
import { Page, Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatCount, formatShare, plural } from '../../format/text';
import { TransferPair } from './transfer-pair';
import classes from './transfers.module.css';

/** Suggestions that are at least so sure can be accepted together. */
const SURE = 0.75;

const TABS: Record<TransferState, string> = { suggested: 'Suggestions', confirmed: 'Confirmed', rejected: 'Rejected' };
const isState = (text: string | undefined): text is TransferState => text !== undefined && text in TABS;

/** Money that only moved between own accounts: suggested pairs to decide, and those that are settled. */
export default function TransfersPage() {
  const { state } = useParams();
  const navigate = useNavigate();
  const shown = isState(state) ? state : 'suggested';
  return (
    <Page title="Transfers" actions={<FindButton />}>
      <Tabs value={shown} onChange={(tab) => void navigate(tab === 'suggested' ? '/transfers' : `/transfers/${tab}`)} mb="md">
        <Tabs.List>
          {Object.entries(TABS).map(([value, label]) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Pairs key={shown} state={shown} />
    </Page>
  );
}

function FindButton() {
  const find = useFindTransfers();
  const [jobId, setJobId] = useState<string>();
  const { job } = useJob(jobId, (ended: Job) => {
    setJobId(undefined);
    if (ended.state === 'failed') notifyProblem(new Error(ended.error?.message), 'The search did not finish');
    else notifyDone(foundWords(ended.result as { confirmed: number; suggested: number }));
    void refreshTransfers();
  });
  const start = () =>
    find.mutate(undefined, { onSuccess: (started) => setJobId(started.jobId), onError: (error) => notifyProblem(error) });
  if (jobId) {
    return (
      <div className={classes.finding}>
        <JobProgress job={job} />
      </div>
    );
  }
  return (
    <Button variant="default" leftSection={<IconRefresh size={16} />} loading={find.isPending} onClick={start}>
      Look for transfers
    </Button>
  );
}

function foundWords({ confirmed, suggested }: { confirmed: number; suggested: number }): string {
  const open = suggested ? `${plural(suggested, 'suggestion')} to decide` : 'nothing to decide';
  return confirmed ? `${plural(confirmed, 'transfer')} paired, ${open}` : `No new sure pairs, ${open}`;
}

function Pairs({ state }: { state: TransferState }) {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTransfers(state);
  const { data: list } = useAccounts();
  const accounts = useMemo(() => new Map((list ?? []).map((account) => [account.id, account])), [list]);
  const confirm = useConfirmTransfers();
  const reject = useRejectTransfers();
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const total = data?.pages[0]?.total ?? items.length;
  const accept = ({ id }: Transfer) => confirm.mutate({ ids: [id] }, { onError: (problem) => notifyProblem(problem) });
  const refuse = ({ id }: Transfer) =>
    reject.mutate(
      { ids: [id] },
      {
        onSuccess: () =>
          notifyDone('This pair will not be suggested again', [
            { label: 'Pair them after all', run: () => confirm.mutate({ ids: [id] }) },
          ]),
        onError: (problem) => notifyProblem(problem),
      },
    );
  const acceptSure = () =>
    confirm.mutate(
      { minConfidence: SURE },
      {
        onSuccess: ({ affected }) => notifyDone(`${plural(affected, 'transfer')} accepted`),
        onError: (problem) => notifyProblem(problem),
      },
    );

  if (error && !data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (isPending) return [0, 1, 2].map((row) => <Skeleton key={row} height={104} mb={10} radius="lg" />);
  if (items.length === 0) return <Nothing state={state} />;
  const sure = items.some(({ confidence }) => confidence >= SURE);
  return (
    <Section
      flush
      title={`${formatCount(total)} ${state}`}
      description={
        state === 'suggested'
          ? 'Accepted pairs leave spending and income. Keys: arrows to move, A to accept, R to reject.'
          : undefined
      }
      actions={
        state === 'suggested' && sure ? (
          <Button size="xs" variant="light" loading={confirm.isPending} onClick={acceptSure}>
            Accept all from {formatShare(SURE)}
          </Button>
        ) : undefined
      }
    >
      <ul className={classes.list}>
        {items.map((transfer) => (
          <TransferPair
            key={transfer.id}
            transfer={transfer}
            accounts={accounts}
            onConfirm={state === 'confirmed' ? undefined : accept}
            onReject={state === 'rejected' ? undefined : refuse}
            rejectLabel={state === 'confirmed' ? 'Undo' : 'Reject'}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="subtle" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </Section>
  );
}

const NOTHING: Record<TransferState, [title: string, text: string]> = {
  suggested: [
    'Nothing to decide',
    'Movements that might be transfers between your accounts come here. Steward looks after each import.',
  ],
  confirmed: ['No transfers yet', 'Money that moved between two of your accounts counts neither as spending nor as income.'],
  rejected: ['Nothing rejected', 'Pairs you reject are remembered here and never suggested again.'],
};

function Nothing({ state }: { state: TransferState }) {
  const [title, text] = NOTHING[state];
  return (
    <Section>
      <EmptyState icon={IconTransfer} title={title}>
        {text}
      </EmptyState>
    </Section>
  );
}
