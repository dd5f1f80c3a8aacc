import { ActionIcon, Button, Group, Modal, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash, IconWand } from '@tabler/icons-react';
import { useState } from 'react';
import { fieldErrors } from '../../api/problem';
import { useCreateRule, useDeleteRule, useRules } from '../../api/rules';
import { CategoryLabel } from '../../components/category-chip';
import { CategorySelect } from '../../components/category-select';
import { EmptyState } from '../../components/empty-state';
import { notifyDone, notifyProblem } from '../../components/notify';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import classes from './settings.module.css';

/** The user's rules, in the order in which they are tried. */
export default function Rules() {
  const { data, error, isPending, refetch } = useRules();
  const create = useCreateRule();
  const remove = useDeleteRule();
  const [creating, setCreating] = useState(false);
  const add = (
    <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)}>
      New rule
    </Button>
  );
  return (
    <Section
      title="Rules"
      description="The first that fits decides, before your history and the model are asked."
      flush
      actions={data && data.length > 0 && add}
    >
      {error && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={56} mx={20} mb="md" />}
      {data?.length === 0 && (
        <EmptyState icon={IconWand} title="No rules yet" actions={add}>
          Correct a category in the list and choose “Always for this merchant”, or write a rule here.
        </EmptyState>
      )}
      <ul className={classes.list}>
        {data?.map(({ id, contains, categoryId }) => (
          <li key={id} className={classes.row}>
            <IconWand size={19} stroke={1.6} className={classes.icon} aria-hidden />
            <div className={classes.words}>
              <strong>contains “{contains}”</strong>
              <span>
                becomes <CategoryLabel id={categoryId} />
              </span>
            </div>
            <ActionIcon
              aria-label={`Delete the rule for ${contains}`}
              onClick={() =>
                remove.mutate(id, {
                  onSuccess: () =>
                    notifyDone('Rule deleted. Categories it gave stay.', [
                      { label: 'Undo', run: () => create.mutate({ contains, categoryId }) },
                    ]),
                  onError: (reason) => notifyProblem(reason),
                })
              }
            >
              <IconTrash size={17} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Modal opened={creating} onClose={() => setCreating(false)} title={<Text fw={600}>New rule</Text>}>
        <RuleForm onClose={() => setCreating(false)} />
      </Modal>
    </Section>
  );
}

function RuleForm({ onClose }: { onClose: () => void }) {
  const create = useCreateRule();
  const [contains, setContains] = useState('');
  const [categoryId, setCategoryId] = useState<string | null>(null);
  const errors = fieldErrors(create.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (categoryId) {
          create.mutate(
            { contains: contains.trim(), categoryId },
            {
              onSuccess: () => {
                notifyDone('The rule holds for transactions to come');
                onClose();
              },
            },
          );
        }
      }}
    >
      <Stack>
        <TextInput
          label="Where the text contains"
          description="In the description or the counterparty; capitals do not matter"
          placeholder="woolworths"
          value={contains}
          error={errors['contains']}
          maxLength={200}
          onChange={(event) => setContains(event.currentTarget.value)}
          data-autofocus
        />
        <CategorySelect
          label="the category is"
          value={categoryId}
          onChange={setCategoryId}
          error={errors['categoryId']}
          clearable={false}
          creatable
        />
        {create.isError && Object.keys(errors).length === 0 && <ProblemNotice error={create.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending} disabled={contains.trim().length < 2 || !categoryId}>
            Create rule
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
