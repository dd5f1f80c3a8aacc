import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

interface NoticeProps {
  tone: 'caution' | 'danger';
  title?: string | undefined;
  children: ReactNode;
}

/** Something to heed, where it belongs on the page. What is dangerous is said aloud by screen readers. */
export function Notice({ tone, title, children }: NoticeProps) {
  const Icon = tone === 'danger' ? IconAlertTriangle : IconInfoCircle;
  return (
    <Alert
      role={tone === 'danger' ? 'alert' : 'note'}
      data-tone={tone}
      title={title}
      icon={<Icon size={18} aria-hidden />}
      classNames={{ root: classes.notice, icon: classes.icon, title: classes.title }}
    >
      {children}
    </Alert>
  );
}
