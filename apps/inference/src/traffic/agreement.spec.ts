import { AgreementCounter, cohenKappa, MAX_ANSWERS, MAX_CONFUSIONS, summariseAgreement } from './agreement.js';

/** Counts `rows` times the same pair of answers. */
function addRows(counter: AgreementCounter, champion: string, challenger: string, rows: number): void {
  for (let row = 0; row < rows; row++) counter.add({ champion, challenger });
}

/** The table yes/yes 20, yes/no 5, no/yes 10, no/no 15. */
function countGrants(): AgreementCounter {
  const counter = new AgreementCounter();
  addRows(counter, 'yes', 'yes', 20);
  addRows(counter, 'yes', 'no', 5);
  addRows(counter, 'no', 'yes', 10);
  addRows(counter, 'no', 'no', 15);
  return counter;
}

describe('AgreementCounter', () => {
  it('gives agreement, kappa and confusions', () => {
    // Agreement 35/50 = 0.7; by chance 25/50 * 30/50 + 25/50 * 20/50 = 0.5; kappa 0.2 / 0.5.
    const summary = summariseAgreement(countGrants().toJSON());
    expect(summary).toMatchObject({ rows: 50, agreement: 0.7, meanConfidenceDifference: null });
    expect(summary.kappa).toBeCloseTo(0.4, 14);
    expect(summary.topConfusions).toEqual([
      { champion: 'no', challenger: 'yes', rows: 10 },
      { champion: 'yes', challenger: 'no', rows: 5 },
    ]);
    expect(summariseAgreement(countGrants().toJSON(), 1).topConfusions).toHaveLength(1);
  });

  it('averages confidence differences over the rows that state both', () => {
    const counter = new AgreementCounter();
    counter.add({ champion: 'a', challenger: 'a', championConfidence: 0.75, challengerConfidence: 0.5 });
    counter.add({ champion: 'a', challenger: 'a', championConfidence: 0.25, challengerConfidence: 1 });
    counter.add({ champion: 'a', challenger: 'a', championConfidence: 0.25 });
    counter.add({ champion: 'a', challenger: 'a', championConfidence: Number.NaN, challengerConfidence: 1 });
    expect(summariseAgreement(counter.toJSON()).meanConfidenceDifference).toBe(0.5);
  });

  it('counts in parts as in one go, also through JSON', () => {
    const total = new AgreementCounter();
    total.merge(JSON.parse(JSON.stringify(countGrants())));
    total.merge(countGrants().toJSON());
    const once = countGrants();
    addRows(once, 'no', 'no', 15);
    addRows(once, 'no', 'yes', 10);
    addRows(once, 'yes', 'no', 5);
    addRows(once, 'yes', 'yes', 20);
    expect(total.toJSON()).toEqual(once.toJSON());
  });

  it('does not change a count that it merged', () => {
    const part = countGrants().toJSON();
    const total = new AgreementCounter();
    total.merge(part);
    total.merge(part);
    expect(part).toEqual(countGrants().toJSON());
  });

  it('keeps a bounded number of pairs and answers, and loses no row', () => {
    const counter = new AgreementCounter();
    for (let row = 0; row < MAX_ANSWERS + 10; row++) counter.add({ champion: '__proto__', challenger: `answer ${row}` });
    const counts = counter.toJSON();
    expect(counts.confusions).toHaveLength(MAX_CONFUSIONS);
    expect(counts.otherConfusions).toBe(MAX_ANSWERS + 10 - MAX_CONFUSIONS);
    expect(counts.challengerAnswers).toHaveLength(MAX_ANSWERS);
    expect(counts.championAnswers).toEqual([{ answer: '__proto__', rows: MAX_ANSWERS + 10 }]);
    expect(cohenKappa(counts)).toBeNull();
  });
});

describe('cohenKappa', () => {
  it('is null without rows and where only one answer exists', () => {
    const counter = new AgreementCounter();
    expect(cohenKappa(counter.toJSON())).toBeNull();
    addRows(counter, 'a', 'a', 3);
    expect(cohenKappa(counter.toJSON())).toBeNull();
  });

  it('is below zero where models contradict each other', () => {
    // Agreement 0, by chance 0.5.
    const counter = new AgreementCounter();
    addRows(counter, 'a', 'b', 2);
    addRows(counter, 'b', 'a', 2);
    expect(cohenKappa(counter.toJSON())).toBe(-1);
  });
});
