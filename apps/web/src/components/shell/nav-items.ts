import {
  IconArrowsExchange,
  IconBrain,
  IconBuildingStore,
  IconCoins,
  IconDatabaseExport,
  IconFileImport,
  IconListCheck,
  IconSettings,
  IconTargetArrow,
  IconTransfer,
  IconWallet,
  IconWand,
  type TablerIcon,
} from '@tabler/icons-react';

export interface NavItem {
  to: string;
  label: string;
  icon: TablerIcon;
}

/** What one comes for every day. The phone's bar shows the first {@link ON_PHONE} and "More". */
export const mainItems: readonly NavItem[] = [
  { to: '/transactions', label: 'Transactions', icon: IconArrowsExchange },
  { to: '/review', label: 'Review', icon: IconListCheck },
  { to: '/budgets', label: 'Budgets', icon: IconTargetArrow },
  { to: '/accounts', label: 'Accounts', icon: IconWallet },
  { to: '/import', label: 'Import', icon: IconFileImport },
];

/** What one sets up once and looks after now and then. */
export const manageItems: readonly NavItem[] = [
  { to: '/rules', label: 'Rules', icon: IconWand },
  { to: '/transfers', label: 'Transfers', icon: IconTransfer },
  { to: '/payees', label: 'Payees', icon: IconBuildingStore },
  { to: '/currencies', label: 'Currencies', icon: IconCoins },
  { to: '/models', label: 'Models', icon: IconBrain },
  { to: '/your-data', label: 'Your data', icon: IconDatabaseExport },
  { to: '/settings', label: 'Settings', icon: IconSettings },
];

export const ON_PHONE = 4;
