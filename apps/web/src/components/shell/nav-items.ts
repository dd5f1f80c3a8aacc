import { IconArrowsExchange, IconFileImport, IconSettings, IconWallet, type TablerIcon } from '@tabler/icons-react';

export interface NavItem {
  to: string;
  label: string;
  icon: TablerIcon;
}

export const navItems: readonly NavItem[] = [
  { to: '/transactions', label: 'Transactions', icon: IconArrowsExchange },
  { to: '/accounts', label: 'Accounts', icon: IconWallet },
  { to: '/import', label: 'Import', icon: IconFileImport },
  { to: '/settings', label: 'Settings', icon: IconSettings },
];
