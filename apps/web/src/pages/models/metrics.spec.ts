import { formatMetric, formatMetricDifference, metricLabel, metricRows } from './metrics';

describe('metrics of versions', () => {
  const one = { version: '1', metrics: { primaryAccuracy: 0.8, ece: 0.02 } };
  const two = { version: '2', metrics: { primaryAccuracy: 0.82, ece: 0.03, logLoss: 0.5 } };

  it('stand side by side with the best one marked: the greatest accuracy, the least error', () => {
    const rows = metricRows([two, one], one);
    expect(rows.map(({ name }) => name)).toEqual(['primaryAccuracy', 'ece', 'logLoss']);
    const [accuracy, ece, loss] = rows;
    expect(accuracy!.cells.map(({ best }) => best)).toEqual([true, false]);
    expect(accuracy!.cells[0]!.difference).toBeCloseTo(0.02, 12);
    expect(accuracy!.cells[0]!.better).toBe(true);
    expect(ece!.cells.map(({ best }) => best)).toEqual([false, true]);
    expect(ece!.cells[0]!.better).toBe(false);
    // With nothing to compare, nothing is best.
    expect(loss!.cells).toEqual([
      { value: 0.5, best: false },
      { value: undefined, best: false },
    ]);
  });

  it('have no difference to themselves, nor where nothing is in production', () => {
    expect(metricRows([one], one)[0]!.cells[0]).toEqual({ value: 0.8, best: false });
    expect(metricRows([one, two], undefined)[0]!.cells[1]!.difference).toBeUndefined();
  });

  it('are said as people say them', () => {
    expect(metricLabel('unseenNamesPrimaryAccuracy')).toBe('Unseen names primary accuracy');
    expect(metricLabel('mixedNamesEce')).toBe('Mixed names ECE');
    expect(metricLabel('macro_f1')).toBe('Macro F1');
    expect(formatMetric('primaryAccuracy', 0.6873)).toBe('68.7%');
    expect(formatMetric('ece', 0.01284)).toBe('0.0128');
    expect(formatMetricDifference('primaryAccuracy', -0.014)).toBe('−1.4 points');
    expect(formatMetricDifference('ece', 0.002)).toBe('+0.002');
  });
});
