import type { ImportReport } from '../../api/types';
import { Money } from '../../components/money';
import { Section } from '../../components/page';
import { formatDay } from '../../format/dates';
import { plural } from '../../format/text';
import classes from './import.module.css';

/** What an investment account held, as the statement lists it. */
export function Positions({ positions }: { positions: ImportReport['positions'] }) {
  if (positions.length === 0) return null;
  return (
    <Section title={plural(positions.length, 'position')} description="Listed in the statement; kept with this import." flush>
      <ul className={classes.list}>
        {positions.map(
          ({ accountRef, securityId, securityName, ticker, units, unitPrice, marketValueMinor, currency, pricedOn }) => (
            <li key={`${accountRef} ${securityId}`} className={classes.skipped}>
              <span className={classes.skippedWords}>
                <strong>{securityName ?? ticker ?? securityId}</strong>
                <span>
                  {[`${units} × ${unitPrice ?? '?'}`, securityName && (ticker ?? securityId), pricedOn && formatDay(pricedOn)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              {marketValueMinor !== undefined && currency && <Money minor={marketValueMinor} currency={currency} />}
            </li>
          ),
        )}
      </ul>
    </Section>
  );
}
