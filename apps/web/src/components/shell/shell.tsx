import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Outlet } from 'react-router';
import { BottomNav } from './bottom-nav';
import { SideNav } from './side-nav';
import classes from './shell.module.css';

const DropAnywhere = lazy(() => import('../drop-anywhere'));

/** The frame around every page of a signed-in person: navigation on the left, or below on a phone. */
export default function Shell() {
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to content
      </a>
      <SideNav />
      <main id="main" className={classes.main} tabIndex={-1}>
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <BottomNav />
      <Suspense>
        <DropAnywhere />
      </Suspense>
    </div>
  );
}

export function PageSkeleton() {
  return (
    <div className={classes.skeleton} aria-busy aria-label="Loading">
      <Skeleton height={30} width={180} mb={28} />
      {[0, 1, 2, 3, 4].map((row) => (
        <Skeleton key={row} height={44} mb={12} />
      ))}
    </div>
  );
}
