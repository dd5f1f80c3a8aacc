import { ActionIcon, Menu } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconArrowUp, IconDots, IconTag, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import {
  PRODUCTION,
  useDeleteVersion,
  useRemoveAlias,
  useUpdateVersion,
  type ModelVersionDetails,
  type RegisteredModel,
} from '../../api/models';
import { Confirm } from '../../components/confirm';
import { notifyDone, notifyProblem } from '../../components/notify';
import type { Pointing } from './point-alias';

interface MenuProps {
  model: RegisteredModel;
  version: ModelVersionDetails;
  onPoint: (pointing: Pointing) => void;
}

/** What can be done with a version besides promoting it. */
export function VersionMenu({ model, version, onPoint }: MenuProps) {
  const update = useUpdateVersion(model.name);
  const remove = useDeleteVersion(model.name);
  const removeAlias = useRemoveAlias(model.name);
  const [deleting, setDeleting] = useState(false);
  const { aliases, state } = version;
  const archived = state === 'archived';
  const failed = (error: unknown) => notifyProblem(error);
  const setState = (next: ModelVersionDetails['state']) =>
    update.mutate(
      { version: version.version, state: next },
      {
        onSuccess: () =>
          notifyDone(next === 'archived' ? `Version ${version.version} is archived` : `Version ${version.version} is back`, [
            { label: 'Undo', run: () => setState(state) },
          ]),
        onError: failed,
      },
    );
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon aria-label={`More for version ${version.version}`}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!archived && !aliases.includes(PRODUCTION) && (
            <Menu.Item leftSection={<IconArrowUp size={16} />} onClick={() => onPoint({ version, alias: PRODUCTION })}>
              Promote
            </Menu.Item>
          )}
          {!archived && (
            <Menu.Item leftSection={<IconTag size={16} />} onClick={() => onPoint({ version })}>
              Point an alias here
            </Menu.Item>
          )}
          {aliases
            .filter((alias) => alias !== PRODUCTION)
            .map((alias) => (
              <Menu.Item
                key={alias}
                leftSection={<IconX size={16} />}
                onClick={() =>
                  removeAlias.mutate(alias, {
                    onSuccess: () => notifyDone(`The alias ${alias} is gone`),
                    onError: failed,
                  })
                }
              >
                Remove the alias {alias}
              </Menu.Item>
            ))}
          {archived ? (
            <Menu.Item leftSection={<IconArchiveOff size={16} />} onClick={() => setState('ready')}>
              Bring it back
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconArchive size={16} />} disabled={aliases.length > 0} onClick={() => setState('archived')}>
              Archive
            </Menu.Item>
          )}
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            disabled={aliases.length > 0}
            onClick={() => setDeleting(true)}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={deleting}
        onClose={() => setDeleting(false)}
        title={`Delete version ${version.version}?`}
        action="Delete"
        onConfirm={async () => {
          await remove.mutateAsync(version.version);
          notifyDone(`Version ${version.version} is deleted`);
        }}
      >
        Its file and all that is known of it are removed for good. To keep it and not serve it, archive it instead.
      </Confirm>
    </>
  );
}
