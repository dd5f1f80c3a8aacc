import { Badge, Button, Skeleton } from '@mantine/core';
import { IconChevronRight, IconCoins, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useRateCoverage } from '../../api/exchange-rates';
import type { RateCoverage } from '../../api/types';
import { EmptyState } from '../../components/empty-state';
import { Page, Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatDay } from '../../format/dates';
import { currencyLabel } from '../../format/money';
import { formatCount } from '../../format/text';
import { LoadRates } from './load-rates';
import { RateDialog } from './rate-dialog';
import { RateHistory } from './rate-history';
import { ReportingCurrency } from './reporting-currency';
import { Sparkline } from './sparkline';
import classes from './currencies.module.css';

/** The currency of sums, and the exchange rates that bring others into it. */
export default function CurrenciesPage() {
  const { currency } = useParams();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const chosen = currency && /^[A-Z]{3}$/.test(currency) ? currency : undefined;
  return (
    <Page
      title="Currencies"
      actions={
        <Button leftSection={<IconPlus size={16} />} variant="default" onClick={() => setAdding(true)}>
          Add a rate
        </Button>
      }
    >
      {chosen ? (
        <RateHistory key={chosen} currency={chosen} onClose={() => void navigate('/currencies')} />
      ) : (
        <>
          <ReportingCurrency />
          <Section
            title="Exchange rates"
            description="Units for one euro, as the European Central Bank states them."
            actions={<LoadRates />}
            flush
          >
            <Coverage />
          </Section>
        </>
      )}
      <RateDialog opened={adding} currency={chosen} onClose={() => setAdding(false)} />
    </Page>
  );
}

function Coverage() {
  const { data, error, isPending, refetch } = useRateCoverage();
  if (error && !data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton height={160} m={20} radius="md" />;
  if (data.items.length === 0) {
    return (
      <EmptyState icon={IconCoins} title="No exchange rates yet">
        Load eurofxref-hist.csv (or its zip or XML) from the European Central Bank’s website, or add a rate by hand. Until then
        amounts in other currencies stay in their own.
      </EmptyState>
    );
  }
  return (
    <ul className={classes.list}>
      {data.items.map((coverage) => (
        <CurrencyRow key={coverage.currency} coverage={coverage} />
      ))}
    </ul>
  );
}

function CurrencyRow({ coverage }: { coverage: RateCoverage }) {
  const { currency, firstDay, lastDay, days, ownDays, lastRate, recent } = coverage;
  return (
    <li>
      <Link to={`/currencies/${currency}`} className={classes.row}>
        <span className={classes.words}>
          <strong>{currencyLabel(currency)}</strong>
          <span>
            {formatCount(days)} days, {formatDay(firstDay)} – {formatDay(lastDay)}
          </span>
        </span>
        {ownDays > 0 && (
          <Badge size="sm" variant="light" className={classes.own}>
            {formatCount(ownDays)} own
          </Badge>
        )}
        <Sparkline values={recent} />
        <span className={classes.rate}>{lastRate}</span>
        <IconChevronRight size={16} aria-hidden className={classes.chevron} />
      </Link>
    </li>
  );
}
