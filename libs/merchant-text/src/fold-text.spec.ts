import { foldText, plainText } from './fold-text.js';

describe('plainText', () => {
  it.each([
    ['TESCO Stores', 'tesco stores'],
    ['CAFÉ Müller', 'cafe muller'],
    ['ＡＢＣ ﬁt №', 'abc fit no'],
    ['Аптека', 'аптека'],
    ['İzmir', 'izmir'],
  ])('%s → %s', (text, plain) => expect(plainText(text)).toBe(plain));
});

describe('foldText', () => {
  it.each([
    ['CAFÉ Müller', 'cafe muller'],
    ['Straße Łódź Ærø', 'strasse lodz aero'],
    ['plain', 'plain'],
    ['Аптека Пятёрочка', 'apteka pyaterochka'],
    ['объект', 'obekt'],
    ['Φούρνος', 'fournos'],
    ['ｾﾌﾞﾝ 東京', 'セフン 東京'],
  ])('%s → %s', (text, folded) => expect(foldText(text)).toBe(folded));
});
