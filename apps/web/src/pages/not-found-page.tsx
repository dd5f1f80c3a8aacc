import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from '../components/empty-state';
import { Page } from '../components/page';

export default function NotFoundPage() {
  return (
    <Page title="Not here">
      <EmptyState
        icon={IconMapQuestion}
        title="There is no such page"
        actions={
          <Button component={Link} to="/">
            Go home
          </Button>
        }
      >
        The address may be old or mistyped.
      </EmptyState>
    </Page>
  );
}
