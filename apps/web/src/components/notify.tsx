import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { messageOf } from '../api/problem';

interface ToastAction {
  label: string;
  run: () => void;
}

/** Name of a toast → its id. */
const latest = new Map<string, string>();

/**
 * A word that something is done, with what one may want to do next.
 * @param instead of the toast of that name, where many follow one another
 */
export function notifyDone(message: ReactNode, actions: ToastAction[] = [], instead?: string): void {
  const id = crypto.randomUUID?.() ?? String(Math.random());
  if (instead) {
    const former = latest.get(instead);
    if (former) notifications.hide(former);
    latest.set(instead, id);
  }
  notifications.show({
    id,
    autoClose: actions.length ? 8_000 : 4_000,
    icon: <IconCheck size={16} />,
    color: 'green',
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    message: (
      <>
        {message}
        {actions.length > 0 && (
          <Group gap={6} mt={6} ml={-8}>
            {actions.map(({ label, run }) => (
              <Button
                key={label}
                size="compact-sm"
                variant="subtle"
                onClick={() => {
                  notifications.hide(id);
                  run();
                }}
              >
                {label}
              </Button>
            ))}
          </Group>
        )}
      </>
    ),
  });
}

/** Something that was asked for did not happen. */
export function notifyProblem(error: unknown, title = 'That did not work'): void {
  notifications.show({
    title,
    message: messageOf(error),
    color: 'red',
    autoClose: 8_000,
    withBorder: true,
    icon: <IconAlertTriangle size={16} />,
    closeButtonProps: { 'aria-label': 'Dismiss' },
  });
}
