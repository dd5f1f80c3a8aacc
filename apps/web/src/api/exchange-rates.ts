import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { client, nextCursor, queryClient, unwrap } from './client';

/** Everything that is computed with rates. */
export async function refreshRates(): Promise<void> {
  await Promise.all(
    ['exchange-rates', 'reporting-currency', 'balances', 'converted', 'budgets'].map((key) =>
      queryClient.invalidateQueries({ queryKey: [key] }),
    ),
  );
}

export function useReportingCurrency() {
  return useQuery({ queryKey: ['reporting-currency'], queryFn: () => unwrap(client.GET('/api/v1/reporting-currency')) });
}

export function useSetReportingCurrency() {
  return useMutation({
    mutationFn: (currency: string | null) => unwrap(client.PUT('/api/v1/reporting-currency', { body: { currency } })),
    onSuccess: () => refreshRates(),
  });
}

export function useRateCoverage() {
  return useQuery({
    queryKey: ['exchange-rates', 'coverage'],
    queryFn: () => unwrap(client.GET('/api/v1/exchange-rates/coverage')),
  });
}

export function useRates(currency: string) {
  return useInfiniteQuery({
    queryKey: ['exchange-rates', currency],
    queryFn: ({ pageParam }) =>
      unwrap(client.GET('/api/v1/exchange-rates', { params: { query: { currency, cursor: pageParam, limit: 50 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}

export function usePutRate() {
  return useMutation({
    mutationFn: ({ currency, day, rate }: { currency: string; day: string; rate: string }) =>
      unwrap(client.PUT('/api/v1/exchange-rates/{currency}/{day}', { params: { path: { currency, day } }, body: { rate } })),
    onSuccess: () => refreshRates(),
  });
}

export function useDeleteRate() {
  return useMutation({
    mutationFn: (path: { currency: string; day: string }) =>
      unwrap(client.DELETE('/api/v1/exchange-rates/{currency}/{day}', { params: { path } })),
    onSuccess: () => refreshRates(),
  });
}

/** Sends a file of rates and starts to read it; the job's id is for following it. */
export function useLoadRates() {
  return useMutation({
    mutationFn: async (file: File) => {
      const { uploadKey, fileName } = await client.uploadFile(file);
      return unwrap(client.POST('/api/v1/exchange-rates/load', { body: { uploadKey, fileName } }));
    },
  });
}

/** An amount in the reporting currency at the rate of its day; null where no rate is known. */
export function useConverted({ amountMinor, currency, day }: { amountMinor: number; currency: string; day: string }) {
  const { data: reporting } = useReportingCurrency();
  return useQuery({
    queryKey: ['converted', amountMinor, currency, day],
    enabled: reporting !== undefined && reporting.currency !== currency,
    retry: false,
    queryFn: () =>
      unwrap(client.GET('/api/v1/exchange-rates/convert', { params: { query: { amountMinor, from: currency, day } } })),
  });
}
