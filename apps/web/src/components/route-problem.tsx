import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { useRouteError } from 'react-router';

/** A page that broke, or whose code could not be fetched (often: Steward was updated meanwhile). */
export function RouteProblem() {
  const error = useRouteError();
  return (
    <Center mih="60dvh" p="lg">
      <Stack align="center" gap="xs" maw={460}>
        <Title order={2}>This page could not be shown</Title>
        <Text c="dimmed" ta="center">
          {error instanceof Error ? error.message : 'Something went wrong.'} Your data is untouched.
        </Text>
        <Button mt="sm" onClick={() => window.location.reload()}>
          Load again
        </Button>
      </Stack>
    </Center>
  );
}
