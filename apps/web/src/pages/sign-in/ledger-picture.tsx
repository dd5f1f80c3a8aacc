import { CategoryIcon } from '../../components/category-icon';
import { Money } from '../../components/money';
import { categoryLooks, uncategorisedLook } from '../../theme/tokens';
import classes from './sign-in.module.css';

const ROWS = [
  { look: 'INCOME', from: 'SALARY 03/26 NORTHWIND LTD', to: 'Wages', minor: 284000 },
  { look: 'FOOD_AND_DRINK', from: 'POS 4417 GREEN GROCER 0231', to: 'Groceries', minor: -4635 },
  { look: 'RENT_AND_UTILITIES', from: 'DD CITY POWER REF 88213', to: 'Gas and electricity', minor: -7120 },
  { look: 'TRANSPORTATION', from: 'SQ *METRO TOPUP', to: 'Public transit', minor: -2000 },
  { look: 'TRAVEL', from: 'AIR NORDIC 220-1193', to: 'Flights', minor: -18990 },
];

/** A picture of what Steward does, beside the form: lines of a bank become readable. Nobody's data. */
export function LedgerPicture() {
  return (
    <aside className={classes.picture} aria-hidden>
      <div className={classes.pictureInner}>
        <h2>Every line of your bank, understood.</h2>
        <p>Drop a statement. Steward reads it, knows most merchants, and learns the rest from you.</p>
        <div className={classes.ledger}>
          {ROWS.map(({ look, from, to, minor }) => (
            <div key={from} className={classes.row}>
              <CategoryIcon look={categoryLooks[look] ?? uncategorisedLook} size={34} />
              <div className={classes.words}>
                <strong>{to}</strong>
                <span>{from}</span>
              </div>
              <Money minor={minor} currency="EUR" flow />
            </div>
          ))}
        </div>
      </div>
    </aside>
  );
}
