import { Select } from '@mantine/core';
import { useReportingCurrency, useSetReportingCurrency } from '../../api/exchange-rates';
import { notifyDone, notifyProblem } from '../../components/notify';
import { Section } from '../../components/page';
import { currencyChoices } from '../../format/money';

/** In which currency sums over several are given. */
export function ReportingCurrency() {
  const { data } = useReportingCurrency();
  const set = useSetReportingCurrency();
  return (
    <Section
      title="Reporting currency"
      description="Sums over accounts of several currencies are given in it, at the rate of each day."
    >
      <Select
        aria-label="Reporting currency"
        maw={340}
        searchable
        data={currencyChoices()}
        value={data?.currency ?? null}
        description={data && !data.chosen ? 'That of most of your accounts' : undefined}
        inputWrapperOrder={['input', 'description']}
        onChange={(currency) =>
          currency &&
          set.mutate(currency, {
            onSuccess: () => notifyDone(`Sums are in ${currency} now`),
            onError: (error) => notifyProblem(error),
          })
        }
      />
    </Section>
  );
}
