import { Center, Loader } from '@mantine/core';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useSession } from '../api/session';
import { ProblemNotice } from './problem-notice';

/** Sends those who are not signed in to the sign-in page, and back afterwards. */
export function Gate() {
  const { state, retry } = useSession();
  const { pathname, search } = useLocation();
  const atDoor = pathname === '/sign-in';
  switch (state.status) {
    case 'restoring':
      return (
        <Center mih="100dvh">
          <Loader size="sm" aria-label="Loading" />
        </Center>
      );
    case 'unreachable':
      return (
        <Center mih="100dvh" p="md">
          <ProblemNotice error={state.error} onRetry={retry} />
        </Center>
      );
    case 'signed-out':
      return atDoor ? (
        <Outlet />
      ) : (
        <Navigate to={`/sign-in${pathname === '/' ? '' : `?to=${encodeURIComponent(pathname + search)}`}`} replace />
      );
    case 'signed-in':
      return atDoor ? <Navigate to={localPath(new URLSearchParams(search).get('to'))} replace /> : <Outlet />;
  }
}

/** Only a path of this page: a link to it must not lead elsewhere after signing in. */
function localPath(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) ? to : '/';
}
