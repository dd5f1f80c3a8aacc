import { ActionIcon, Badge, Button, CloseButton, Skeleton, Table, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useDeleteRate, useRates } from '../../api/exchange-rates';
import { notifyDone, notifyProblem } from '../../components/notify';
import { Section } from '../../components/page';
import { formatDayLong } from '../../format/dates';
import { currencyLabel } from '../../format/money';
import { Sparkline } from './sparkline';

const SOURCES = { 'ecb-file': 'From a file', fetched: 'Fetched', manual: 'Yours' } as const;

/** The rates of one currency, newest first. */
export function RateHistory({ currency, onClose }: { currency: string; onClose: () => void }) {
  const { data, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useRates(currency);
  const remove = useDeleteRate();
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const takeBack = (day: string) =>
    remove.mutate(
      { currency, day },
      { onSuccess: () => notifyDone('Your rate of that day is gone'), onError: (error) => notifyProblem(error) },
    );
  return (
    <Section
      title={currencyLabel(currency)}
      description={`${currency} for one euro, by day`}
      actions={<CloseButton aria-label="Close" onClick={onClose} />}
    >
      {isPending && <Skeleton height={120} radius="md" />}
      {items.length > 1 && <Sparkline values={items.map(({ rate }) => rate).reverse()} width={320} height={56} />}
      {items.length > 0 && (
        <Table mt="xs">
          <Table.Tbody>
            {items.map(({ day, rate, source, own }) => (
              <Table.Tr key={day}>
                <Table.Td>{formatDayLong(day)}</Table.Td>
                <Table.Td ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
                  {rate}
                </Table.Td>
                <Table.Td w={120}>
                  <Badge size="sm" variant="light" color={own ? 'iris' : 'gray'}>
                    {own && source !== 'manual' ? 'Your file' : SOURCES[source]}
                  </Badge>
                </Table.Td>
                <Table.Td w={44}>
                  {own && (
                    <Tooltip label="Take back your rate">
                      <ActionIcon aria-label={`Take back your rate of ${day}`} onClick={() => takeBack(day)}>
                        <IconTrash size={16} />
                      </ActionIcon>
                    </Tooltip>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {hasNextPage && (
        <Button variant="subtle" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Earlier days
        </Button>
      )}
    </Section>
  );
}
