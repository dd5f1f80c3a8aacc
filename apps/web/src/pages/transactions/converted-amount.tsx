import { Text } from '@mantine/core';
import { useConverted } from '../../api/exchange-rates';
import type { Transaction } from '../../api/types';
import { formatDay } from '../../format/dates';
import { formatMoney } from '../../format/money';

/** An amount in another currency than sums are given in, converted; and what it was before the bank exchanged it. */
export function ConvertedAmount({ transaction }: { transaction: Transaction }) {
  const { amountMinor, currency, bookedOn, originalAmountMinor, originalCurrency } = transaction;
  const { data } = useConverted({ amountMinor, currency, day: bookedOn });
  const parts = [];
  if (originalAmountMinor !== undefined && originalCurrency)
    parts.push(`${formatMoney(originalAmountMinor, originalCurrency)} originally`);
  if (data) {
    const rate = data.rateAgeDays > 0 ? ` at the rate of ${formatDay(data.rateDay)}` : '';
    parts.push(`≈ ${formatMoney(data.amountMinor, data.currency)}${rate}`);
  }
  return parts.length ? (
    <Text size="sm" c="dimmed">
      {parts.join(' · ')}
    </Text>
  ) : null;
}
