import { Skeleton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useState } from 'react';
import { useSetup } from '../../api/security';
import { Logo } from '../../components/shell/logo';
import { ProblemNotice } from '../../components/problem-notice';
import { CredentialsForm } from './credentials-form';
import { LedgerPicture } from './ledger-picture';
import classes from './sign-in.module.css';

/** The door: the first visitor creates the owner account, later ones sign in. */
export default function SignInPage() {
  const setup = useSetup();
  const [wish, setWish] = useState<'sign-in' | 'register'>();
  const mode = !setup.data?.hasUsers ? 'owner' : (wish ?? 'sign-in');
  useDocumentTitle('Steward');
  return (
    <div className={classes.door}>
      <main className={classes.form}>
        <div className={classes.brand}>
          <Logo size={30} />
          Steward
        </div>
        <div className={classes.card}>
          {setup.isPending && (
            <>
              <Skeleton height={28} width={220} mb={24} />
              <Skeleton height={42} mb={16} />
              <Skeleton height={42} mb={16} />
              <Skeleton height={42} />
            </>
          )}
          {setup.isError && <ProblemNotice error={setup.error} onRetry={() => void setup.refetch()} />}
          {setup.data && (
            <CredentialsForm key={mode} mode={mode} registrationOpen={setup.data.registrationOpen} onModeChange={setWish} />
          )}
        </div>
        <p className={classes.foot}>Your data stays on this machine.</p>
      </main>
      <LedgerPicture />
    </div>
  );
}
