import { ActionIcon, Button, Group, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconBookmark, IconBookmarkPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { fieldErrors } from '../../api/problem';
import { useDeleteSavedFilter, useSavedFilters, useSaveFilter } from '../../api/saved-filters';
import { notifyDone, notifyProblem } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { isFiltered } from './filter-url';
import type { ViewControl } from './use-view';
import classes from './filters.module.css';

/** Filters that were given a name: apply, save the present one, delete. */
export function SavedFiltersMenu({ view }: { view: ViewControl }) {
  const saved = useSavedFilters();
  const remove = useDeleteSavedFilter();
  const [naming, setNaming] = useState(false);
  const items = saved.data ?? [];
  const filtered = isFiltered(view.filter);
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconBookmark size={15} />}>
            Saved
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {items.length === 0 && (
            <Text size="sm" c="dimmed" px="sm" py={6}>
              Filter the list, then save the filter here to find it again.
            </Text>
          )}
          {items.map(({ id, name, filter }) => (
            <div key={id} className={classes.savedRow}>
              <Menu.Item leftSection={<IconBookmark size={15} />} onClick={() => view.apply(filter)}>
                {name}
              </Menu.Item>
              <ActionIcon
                aria-label={`Delete the saved filter ${name}`}
                size="sm"
                onClick={() =>
                  remove.mutate(id, {
                    onSuccess: () => notifyDone(`“${name}” deleted`),
                    onError: (error) => notifyProblem(error),
                  })
                }
              >
                <IconX size={14} />
              </ActionIcon>
            </div>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconBookmarkPlus size={15} />} disabled={!filtered} onClick={() => setNaming(true)}>
            Save this filter
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={naming} onClose={() => setNaming(false)} title={<Text fw={600}>Save this filter</Text>} size="sm">
        <NameForm view={view} onDone={() => setNaming(false)} />
      </Modal>
    </>
  );
}

function NameForm({ view, onDone }: { view: ViewControl; onDone: () => void }) {
  const save = useSaveFilter();
  const [name, setName] = useState('');
  const errors = fieldErrors(save.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(
          { name: name.trim(), filter: view.filter },
          {
            onSuccess: () => {
              notifyDone(`“${name.trim()}” saved`);
              onDone();
            },
          },
        );
      }}
    >
      <Stack>
        <TextInput
          label="Name"
          placeholder="Coffee this year"
          maxLength={60}
          value={name}
          error={errors['name']}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        {save.isError && !errors['name'] && <ProblemNotice error={save.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!name.trim()}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
