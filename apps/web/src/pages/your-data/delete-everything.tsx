import { Button, Checkbox, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useDeleteEverything } from '../../api/exports';
import { useJob } from '../../api/jobs';
import { refreshLedger } from '../../api/refresh';
import { signOut } from '../../api/sign-out';
import { JobProgress } from '../../components/job-progress';
import { notifyDone } from '../../components/notify';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';

const WORDS = 'delete everything';

/** The way out: asks who one is, and for the words themselves. */
export function DeleteEverything() {
  const [asking, setAsking] = useState(false);
  const [jobId, setJobId] = useState<string>();
  const { job } = useJob(jobId, () => {
    setJobId(undefined);
    notifyDone('Everything was deleted');
    void refreshLedger();
  });
  return (
    <Section
      title="Delete everything"
      description="Accounts, transactions, rules, budgets, bank files, receipts: all of it, for ever."
    >
      {jobId ? (
        <JobProgress job={job} />
      ) : (
        <Button color="red" variant="light" leftSection={<IconTrash size={16} />} onClick={() => setAsking(true)}>
          Delete everything…
        </Button>
      )}
      <Modal opened={asking} onClose={() => setAsking(false)} title={<Text fw={600}>Delete everything?</Text>}>
        {asking && <Proof onClose={() => setAsking(false)} onStarted={setJobId} />}
      </Modal>
    </Section>
  );
}

function Proof({ onClose, onStarted }: { onClose: () => void; onStarted: (jobId: string) => void }) {
  const remove = useDeleteEverything();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [words, setWords] = useState('');
  const [withAccount, setWithAccount] = useState(false);
  const ready = email.trim() !== '' && password !== '' && words.trim().toLowerCase() === WORDS;
  const submit = async () => {
    const { jobId } = await remove.mutateAsync({ email: email.trim(), password, confirm: WORDS, withAccount });
    onClose();
    // Without an account there is no session in which the rest could be watched.
    if (withAccount) await signOut();
    else onStarted(jobId);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void submit().catch(() => undefined);
      }}
    >
      <Stack>
        <Text>This cannot be undone, and nobody can bring it back. Make an archive first if you may want it again.</Text>
        <TextInput
          label="Your e-mail address"
          type="email"
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Your password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <TextInput
          label={`Type “${WORDS}”`}
          autoComplete="off"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Checkbox
          label="Delete my account, too"
          description="You are signed out everywhere, and your API keys stop working."
          checked={withAccount}
          onChange={(event) => setWithAccount(event.currentTarget.checked)}
        />
        {remove.isError && <ProblemNotice error={remove.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Keep everything
          </Button>
          <Button type="submit" color="red" disabled={!ready} loading={remove.isPending}>
            Delete everything
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
