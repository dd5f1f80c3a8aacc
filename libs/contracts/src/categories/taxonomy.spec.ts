import { categoryLabel, DETAILED_CATEGORIES, PRIMARY_CATEGORIES, primaryOf } from './index.js';

describe('the category taxonomy', () => {
  it('has the 16 primary and 104 detailed categories that Plaid publishes', () => {
    expect(PRIMARY_CATEGORIES).toHaveLength(16);
    expect(DETAILED_CATEGORIES).toHaveLength(104);
    expect(new Set(DETAILED_CATEGORIES.map(({ id }) => id)).size).toBe(104);
  });

  it('counts details a primary as Plaid does', () => {
    const count = (primary: string) => DETAILED_CATEGORIES.filter((category) => category.primary === primary).length;
    expect([count('GENERAL_MERCHANDISE'), count('GENERAL_SERVICES'), count('TRAVEL'), count('TRANSFER_OUT')]).toEqual([
      14, 9, 4, 5,
    ]);
  });

  it('finds the primary of a detailed category, also where one name begins like another', () => {
    expect(primaryOf('TRANSFER_OUT_SAVINGS')).toBe('TRANSFER_OUT');
    expect(primaryOf('GENERAL_SERVICES_INSURANCE')).toBe('GENERAL_SERVICES');
    expect(primaryOf('GENERAL_SERVICES')).toBeUndefined();
  });

  it('labels both levels for people, never twice alike within a primary', () => {
    expect(categoryLabel('FOOD_AND_DRINK_GROCERIES')).toBe('Groceries');
    expect(categoryLabel('RENT_AND_UTILITIES')).toBe('Rent and utilities');
    for (const { id } of PRIMARY_CATEGORIES) {
      const labels = DETAILED_CATEGORIES.filter(({ primary }) => primary === id).map(({ label }) => label);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });
});
