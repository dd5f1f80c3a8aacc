import { similarNames } from './similar-names.js';

const groups = (...names: string[]) =>
  similarNames(names.map((name, i) => ({ name, transactionCount: 100 - i }))).map((group) => group.map(({ name }) => name));

describe('similarNames', () => {
  it.each<[string, string[], string[][]]>([
    ['one first word', ['Tesco Stores', 'Boots', 'Tesco Express', 'Tesco'], [['Tesco Stores', 'Tesco Express', 'Tesco']]],
    ['a first word that says nothing', ['The Crown', 'The Plough', 'Irish Times', 'Irish Rail'], []],
    [
      'two first words that say something',
      ['Irish Rail Dublin', 'Irish Times', 'Irish Rail Cork'],
      [['Irish Rail Dublin', 'Irish Rail Cork']],
    ],
    ['a short first word', ['B&Q Hull', 'BP Hull', 'Co-op Food', 'Co-op Bank'], []],
    ['one written differently', ['Starbucks', "Starbuck's", 'Amazon', 'Amazone Fischer'], [['Starbucks', "Starbuck's"]]],
    ['accents and capitals', ['Café Müller', 'CAFE MULLER'], [['Café Müller', 'CAFE MULLER']]],
    ['nothing in common', ['Aldi', 'Lidl', 'Rewe'], []],
    ['nobody', [], []],
  ])('of %s', (_name, names, expected) => {
    expect(groups(...names)).toEqual(expected);
  });

  it('puts those with the most transactions first, and no name in two groups', () => {
    const found = similarNames([
      { name: 'Tesco Stores', transactionCount: 1 },
      { name: 'Tesco Express', transactionCount: 1 },
      { name: 'Starbucks', transactionCount: 9 },
      { name: "Starbuck's", transactionCount: 1 },
    ]);
    expect(found.map((group) => group[0]!.name)).toEqual(['Starbucks', 'Tesco Stores']);
  });

  it('takes a first word of many names for no name', () => {
    const second = 'Diner Florist Garage Library Museum Opera Plumber Quarry Roofing Stables Theatre Upholstery Vineyard'.split(
      ' ',
    );
    expect(groups(...second.map((word) => `Springfield ${word}`))).toEqual([]);
    expect(groups(...second.slice(0, 3).map((word) => `Springfield ${word}`))).toHaveLength(1);
  });
});
