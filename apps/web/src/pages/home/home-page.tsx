import { Navigate } from 'react-router';
import { useTransactionCount } from '../../api/transactions';
import { ProblemNotice } from '../../components/problem-notice';
import { PageSkeleton } from '../../components/shell/shell';
import { Welcome } from './welcome';

/** The first page: the list for those who have one, ways to begin for the others. */
export default function HomePage() {
  const { data, error, isPending, refetch } = useTransactionCount();
  if (isPending) return <PageSkeleton />;
  if (error && data === undefined) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  return data ? <Navigate to="/transactions" replace /> : <Welcome />;
}
