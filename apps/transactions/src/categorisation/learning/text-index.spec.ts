import { textFeatures, TextIndex } from './text-index.js';

const QUERY = 'zebra books 17';
const TEXTS = ['Zebra Books', 'zebra garage', 'quokka cinema', 'POS PURCHASE walrus 99', 'Café Müller'];

/** The same by the definition, with no index. */
function cosine(texts: string[], query: string, index: number): number {
  const features = texts.map((text) => new Set(textFeatures(text)));
  const weight = (feature: number) => Math.log((texts.length + 1) / (features.filter((one) => one.has(feature)).length + 0.5));
  const norm = (one: Iterable<number>) => Math.sqrt([...one].reduce((sum, feature) => sum + weight(feature) ** 2, 0));
  const asked = textFeatures(query);
  const dot = asked.filter((feature) => features[index]!.has(feature)).reduce((sum, feature) => sum + weight(feature) ** 2, 0);
  return dot / (norm(features[index]!) * norm(asked));
}

describe('texts that are alike', () => {
  const index = new TextIndex();
  for (const text of TEXTS) index.add(text);

  it('are found with the cosine that the definition gives', () => {
    const found = new Map(index.similar(QUERY, 1e-9).map((one) => [one.index, one.cosine]));
    TEXTS.forEach((_, i) => expect(found.get(i) ?? 0).toBeCloseTo(cosine(TEXTS, QUERY, i), 9));
    expect([...found.keys()].sort()).toEqual([0, 1]);
    expect(found.get(0)).toBeCloseTo(1, 9);
  });

  it('are so whatever the bank writes around them', () => {
    expect(textFeatures('POS PURCHASE Walrus 99 CARD NO.')).toEqual(textFeatures('walrus'));
    expect(textFeatures('CAFE MULLER')).toEqual(textFeatures('Café Müller'));
    expect(textFeatures('4711 / 0815')).toEqual([]);
    expect(index.similar('4711', 0)).toEqual([]);
  });

  it('are measured anew when more texts come', () => {
    const growing = new TextIndex();
    growing.add('zebra books');
    growing.similar(QUERY, 0);
    growing.add('zebra garage');
    expect(growing.similar(QUERY, 1e-9).find((one) => one.index === 1)!.cosine).toBeCloseTo(
      cosine(['zebra books', 'zebra garage'], QUERY, 1),
      9,
    );
  });
});
