import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signs that stand for a space; see the first migration. */
const SIGNS = `e'./-:@&+<\\u00a0\\u00ab\\u00b7\\u00bb\\u2013\\u2014\\u2019\\u201c\\u201d\\u2022\\u20ac', repeat(' ', 19)`;
const TEXT = `new.description || ' ' || coalesce(new.counterparty, '') || ' ' || coalesce(new.notes, '')`;

const setWords = (fold: string): string =>
  `create or replace function transactions.set_words() returns trigger language plpgsql as $$
  declare
    said text := translate(${TEXT}, ${SIGNS});
  begin
    ${fold}
    new.words := to_tsvector('simple'::regconfig, said);
    return new;
  end $$`;

/** As search-text.ts does it with what a person types. Most lines are plain already, and looking is cheaper than doing. */
const FOLD = `if said ~ '[^\\x01-\\x7f]' then
      said := regexp_replace(normalize(said, NFKD), '[\\u0300-\\u036f]', '', 'g');
    end if;`;

/** `cafe` finds `Café`, and the other way round. */
export class SearchWithoutAccents1795330700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(setWords(FOLD));
    await renew(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(setWords(''));
    await renew(runner);
  }
}

/** The trigger fires for the column that is set, though it stays as it is. */
async function renew(runner: QueryRunner): Promise<void> {
  await runner.query(
    `update transactions.transaction set description = description
     where description || ' ' || coalesce(counterparty, '') || ' ' || coalesce(notes, '') ~ '[^\\x01-\\x7f]'`,
  );
}
