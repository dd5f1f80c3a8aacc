import { Text, Title } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface EmptyStateProps {
  icon: TablerIcon;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}

/** What stands where there is nothing yet: says what belongs here and how it gets here. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <span className={classes.icon} aria-hidden>
        <Icon size={26} stroke={1.6} />
      </span>
      <Title order={3}>{title}</Title>
      <Text c="dimmed" maw={440} ta="center">
        {children}
      </Text>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
