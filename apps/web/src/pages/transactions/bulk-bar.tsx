import { ActionIcon, Button, Group, Modal, Stack, TagsInput, Text, Textarea, Transition } from '@mantine/core';
import { IconNote, IconTag, IconTags, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useBulkDelete, useBulkEdit } from '../../api/transactions';
import type { BulkChanges, Transaction } from '../../api/types';
import { CategoryPicker } from '../../components/category-picker';
import { Confirm } from '../../components/confirm';
import { notifyDone, notifyProblem } from '../../components/notify';
import { plural } from '../../format/text';
import { TransferActions } from './transfer-actions';
import type { SelectionControl } from './use-selection';
import classes from './bulk.module.css';

interface BulkBarProps {
  selection: SelectionControl;
  /** What is loaded. */
  rows: readonly Transaction[];
  total: number | undefined;
  tags: string[];
}

const NONE: readonly Transaction[] = [];

/** What can be done with the chosen transactions; appears when there are any. */
export function BulkBar({ selection, rows, total, tags }: BulkBarProps) {
  const edit = useBulkEdit();
  const remove = useBulkDelete();
  const [picking, setPicking] = useState(false);
  const [dialog, setDialog] = useState<'tags' | 'notes' | 'delete'>();
  const { count } = selection;
  const many = plural(count, 'transaction');

  const apply = (changes: BulkChanges) =>
    edit.mutate(
      { selection: selection.asInput(), changes },
      {
        onSuccess: ({ affected, skipped = 0 }) => {
          const left = skipped
            ? `; ${plural(skipped, 'divided one keeps', 'divided ones keep')} the categories of the parts`
            : '';
          notifyDone(`${plural(affected, 'transaction')} changed${left}`);
          selection.clear();
        },
        onError: (error) => notifyProblem(error, 'Nothing was changed'),
      },
    );

  const category = (
    <Button
      size="compact-md"
      variant="subtle"
      color="gray"
      className={classes.button}
      leftSection={<IconTag size={16} />}
      onClick={() => setPicking(true)}
      loading={edit.isPending}
    >
      Category
    </Button>
  );
  return (
    <>
      <Transition mounted={count > 0} transition="slide-up" duration={160}>
        {(style) => (
          <div className={classes.bar} style={style} role="toolbar" aria-label={`${many} chosen`}>
            <span className={classes.count}>{many}</span>
            {!selection.everything && total !== undefined && total > count && (
              <Button size="compact-sm" variant="subtle" className={classes.button} onClick={selection.selectEverything}>
                Select all {plural(total, 'match', 'matches')}
              </Button>
            )}
            <span className={classes.rule} />
            {picking ? (
              <CategoryPicker value={undefined} onPick={(categoryId) => apply({ categoryId })} onClose={() => setPicking(false)}>
                {category}
              </CategoryPicker>
            ) : (
              category
            )}
            <Button
              size="compact-md"
              variant="subtle"
              color="gray"
              className={classes.button}
              leftSection={<IconTags size={16} />}
              onClick={() => setDialog('tags')}
            >
              Tags
            </Button>
            <Button
              size="compact-md"
              variant="subtle"
              color="gray"
              className={classes.button}
              leftSection={<IconNote size={16} />}
              onClick={() => setDialog('notes')}
            >
              Notes
            </Button>
            <TransferActions selection={selection} chosen={count === 2 ? rows.filter(({ id }) => selection.has(id)) : NONE} />
            <Button
              size="compact-md"
              variant="subtle"
              color="red"
              leftSection={<IconTrash size={16} />}
              onClick={() => setDialog('delete')}
            >
              Delete
            </Button>
            <ActionIcon aria-label="Choose none" onClick={selection.clear}>
              <IconX size={17} />
            </ActionIcon>
          </div>
        )}
      </Transition>
      <Modal opened={dialog === 'tags'} onClose={() => setDialog(undefined)} title={<Text fw={600}>Tags of {many}</Text>}>
        <TagsForm
          suggestions={tags}
          onCancel={() => setDialog(undefined)}
          onApply={(changes) => (setDialog(undefined), apply(changes))}
        />
      </Modal>
      <Modal opened={dialog === 'notes'} onClose={() => setDialog(undefined)} title={<Text fw={600}>Notes of {many}</Text>}>
        <NotesForm onCancel={() => setDialog(undefined)} onApply={(changes) => (setDialog(undefined), apply(changes))} />
      </Modal>
      <Confirm
        opened={dialog === 'delete'}
        onClose={() => setDialog(undefined)}
        title={`Delete ${many}?`}
        action={`Delete ${many}`}
        onConfirm={async () => {
          const { affected } = await remove.mutateAsync(selection.asInput());
          notifyDone(`${plural(affected, 'transaction')} deleted`);
          selection.clear();
        }}
      >
        They are removed for good and the balances of their accounts change. Rows that came from a file can be imported again.
      </Confirm>
    </>
  );
}

interface FormProps {
  onApply: (changes: BulkChanges) => void;
  onCancel: () => void;
}

function TagsForm({ suggestions, onApply, onCancel }: FormProps & { suggestions: string[] }) {
  const [add, setAdd] = useState<string[]>([]);
  const [take, setTake] = useState<string[]>([]);
  return (
    <Stack>
      <TagsInput
        label="Add"
        placeholder="Type and press Enter"
        data={suggestions}
        value={add}
        onChange={setAdd}
        maxTags={50}
        data-autofocus
      />
      <TagsInput
        label="Remove"
        placeholder="Type and press Enter"
        data={suggestions}
        value={take}
        onChange={setTake}
        maxTags={50}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          disabled={add.length + take.length === 0}
          onClick={() => onApply({ ...(add.length && { addTags: add }), ...(take.length && { removeTags: take }) })}
        >
          Apply
        </Button>
      </Group>
    </Stack>
  );
}

function NotesForm({ onApply, onCancel }: FormProps) {
  const [notes, setNotes] = useState('');
  return (
    <Stack>
      <Textarea
        label="Notes"
        description="Takes the place of the notes they have. Empty removes them."
        autosize
        minRows={3}
        maxLength={2000}
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
        data-autofocus
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button onClick={() => onApply({ notes: notes.trim() || null })}>Apply</Button>
      </Group>
    </Stack>
  );
}
