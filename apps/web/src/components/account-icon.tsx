import {
  IconBuildingBank,
  IconCash,
  IconChartLine,
  IconCreditCard,
  IconHomeDollar,
  IconPigMoney,
  IconWallet,
  type TablerIcon,
} from '@tabler/icons-react';
import type { AccountType } from '../api/types';

const ICONS: Record<AccountType, TablerIcon> = {
  checking: IconBuildingBank,
  savings: IconPigMoney,
  'credit-card': IconCreditCard,
  cash: IconCash,
  loan: IconHomeDollar,
  investment: IconChartLine,
  other: IconWallet,
};

export const accountTypeLabels: Record<AccountType, string> = {
  checking: 'Current account',
  savings: 'Savings',
  'credit-card': 'Credit card',
  cash: 'Cash',
  loan: 'Loan',
  investment: 'Investment',
  other: 'Other',
};

export function AccountIcon({ type, size = 18 }: { type: AccountType; size?: number }) {
  const Icon = ICONS[type] ?? IconWallet;
  return <Icon size={size} stroke={1.7} aria-hidden style={{ flex: 'none' }} />;
}
