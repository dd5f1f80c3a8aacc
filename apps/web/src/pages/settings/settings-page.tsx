import { IconAdjustments, IconCategory, IconDevices, IconKey, IconUser, type TablerIcon } from '@tabler/icons-react';
import { lazy, Suspense, type ComponentType, type LazyExoticComponent } from 'react';
import { Navigate, NavLink, useParams } from 'react-router';
import { Skeleton } from '@mantine/core';
import { Page } from '../../components/page';
import classes from './settings.module.css';

interface SettingsSection {
  path: string;
  label: string;
  icon: TablerIcon;
  content: LazyExoticComponent<ComponentType>;
}

const sections: readonly SettingsSection[] = [
  { path: 'profile', label: 'Profile', icon: IconUser, content: lazy(() => import('./profile')) },
  { path: 'sessions', label: 'Sessions', icon: IconDevices, content: lazy(() => import('./sessions')) },
  { path: 'api-keys', label: 'API keys', icon: IconKey, content: lazy(() => import('./api-keys')) },
  { path: 'categories', label: 'Categories', icon: IconCategory, content: lazy(() => import('./categories')) },
  { path: 'appearance', label: 'Appearance', icon: IconAdjustments, content: lazy(() => import('./appearance')) },
];

export default function SettingsPage() {
  const { section } = useParams();
  const chosen = sections.find(({ path }) => path === section);
  if (!chosen) return <Navigate to="/settings/profile" replace />;
  const Content = chosen.content;
  return (
    <Page title="Settings">
      <div className={classes.columns}>
        <nav className={classes.nav} aria-label="Settings">
          {sections.map(({ path, label, icon: Icon }) => (
            <NavLink key={path} to={`/settings/${path}`} className={classes.link}>
              <Icon size={17} stroke={1.7} aria-hidden />
              {label}
            </NavLink>
          ))}
        </nav>
        <div className={classes.content}>
          <Suspense fallback={<Skeleton height={200} radius="lg" />}>
            <Content />
          </Suspense>
        </div>
      </div>
    </Page>
  );
}
