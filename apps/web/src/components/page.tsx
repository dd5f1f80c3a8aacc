import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './page.module.css';

interface PageProps {
  title: string;
  /** Beside the title, for a count. */
  aside?: ReactNode;
  actions?: ReactNode;
  /** `wide` for tables that fill the window; `narrow` for forms and text. */
  width?: 'narrow' | 'normal' | 'wide';
  children: ReactNode;
}

/** The frame of every page: a heading, what can be done, the content. */
export function Page({ title, aside, actions, width = 'normal', children }: PageProps) {
  useDocumentTitle(`${title} · Steward`);
  return (
    <div className={classes.page} data-width={width}>
      <header className={classes.header}>
        <div className={classes.heading}>
          <Title order={1}>{title}</Title>
          {aside && <span className={classes.aside}>{aside}</span>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A titled card. */
export function Section({
  title,
  description,
  actions,
  children,
  flush,
}: {
  title?: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  flush?: boolean;
}) {
  return (
    <section className={classes.section}>
      {(title || actions) && (
        <div className={classes.sectionHead}>
          <div>
            {title && <Title order={3}>{title}</Title>}
            {description && <p className={classes.description}>{description}</p>}
          </div>
          {actions}
        </div>
      )}
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}
