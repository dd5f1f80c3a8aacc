import { Button } from '@mantine/core';
import { messageOf } from '../api/problem';
import { Notice } from './notice';

interface ProblemNoticeProps {
  error: unknown;
  title?: string | undefined;
  onRetry?: () => void;
}

/** An error where it belongs on the page, with a way to try again. */
export function ProblemNotice({ error, title, onRetry }: ProblemNoticeProps) {
  return (
    <Notice tone="danger" title={title}>
      {messageOf(error)}
      {onRetry && (
        <Button variant="subtle" color="red" size="compact-sm" ml="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Notice>
  );
}
