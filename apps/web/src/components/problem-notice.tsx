import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { messageOf } from '../api/problem';

/** An error where it belongs on the page, with a way to try again. */
export function ProblemNotice({ error, title, onRetry }: { error: unknown; title?: string; onRetry?: () => void }) {
  return (
    <Alert role="alert" color="red" variant="light" radius="md" icon={<IconAlertTriangle size={18} />} title={title}>
      {messageOf(error)}
      {onRetry && (
        <Button variant="subtle" color="red" size="compact-sm" ml="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
