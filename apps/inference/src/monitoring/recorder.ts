import type { Description, RankedCategory } from '../categories/category-predictor.js';
import { count, emptyBins, type Counts } from '../drift/distribution.js';
import { referenceOf, type ReferenceStatistics } from '../drift/reference.js';
import type { ModelDescription } from '../models/model-description.js';
import type { Tensors } from '../serving/tensor.js';
import { emptyStatistics, type Statistics } from './statistics.js';

const CONFIDENCE_EDGES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const CHARACTER_EDGES = [0, 8, 12, 16, 20, 25, 30, 40, 60, 100, 512];
/** Rows of one request that are looked at; more say the same. */
const MAX_ROWS = 256;
/** Numbers of a row that are counted by column. */
const MAX_COLUMNS = 64;

/** What two versions said of one row. */
export interface ShadowedRow {
  champion: string;
  challenger: string;
  /** Absolute difference of their confidences. */
  difference: number;
}

/** The class with the highest value of a row and that value. */
export interface TopClass {
  className: string;
  confidence: number;
}

/** Counts what one version is given and answers, in one stretch of time. */
export class Recorder {
  readonly statistics: Statistics = emptyStatistics();
  private readonly reference?: ReferenceStatistics;

  constructor(
    description: ModelDescription,
    /** Beginning of the stretch, in epoch milliseconds. */
    readonly startedAt: number,
  ) {
    this.reference = referenceOf(description.reference);
  }

  categories(items: readonly Description[], ranked: readonly RankedCategory[][]): void {
    const characters = this.input('characters', CHARACTER_EDGES);
    const direction = this.input('direction');
    items.forEach(({ description, amount }, i) => {
      count(characters, description.length);
      count(direction, !amount ? 'unknown' : amount < 0 ? 'out' : 'in');
      this.answer(ranked[i]![0]!.primary, ranked[i]![0]!.confidence);
    });
  }

  /** Of a model whose inputs are numbers: by column, where the reference has bins for them. */
  tensors(inputs: Tensors, classes: readonly TopClass[]): void {
    for (const [name, { shape, data }] of inputs) {
      const columns = data.length / (shape[0] || 1);
      if (Array.isArray(data) || columns > MAX_COLUMNS) continue;
      for (let column = 0; column < columns; column++) {
        const signal = columns === 1 ? name : `${name}[${column}]`;
        const bins = this.reference?.inputs[signal];
        if (!bins || !('edges' in bins)) continue;
        const counts = this.input(signal, bins.edges);
        for (let row = 0; row < Math.min(MAX_ROWS, shape[0]!); row++) count(counts, Number(data[row * columns + column]));
      }
    }
    for (const { className, confidence } of classes) this.answer(className, confidence);
    if (!classes.length) this.statistics.rows += [...inputs.values()][0]?.shape[0] ?? 0;
  }

  shadow(champion: string, rows: readonly ShadowedRow[]): void {
    const shadow = ((this.statistics.shadow ??= {})[champion] ??= { rows: 0, agreed: 0, confidenceDifference: 0, pairs: {} });
    for (const row of rows) {
      shadow.rows++;
      if (row.champion === row.challenger) shadow.agreed++;
      shadow.confidenceDifference += row.difference;
      const pair = `${row.champion}\t${row.challenger}`;
      shadow.pairs[pair] = (shadow.pairs[pair] ?? 0) + 1;
    }
  }

  private answer(className: string, confidence: number): void {
    const { statistics } = this;
    statistics.rows++;
    statistics.confidence += confidence;
    count((statistics.outputs['classes'] ??= { values: {} }), className);
    count((statistics.outputs['confidence'] ??= emptyBins(this.edgesOf('outputs', 'confidence', CONFIDENCE_EDGES))), confidence);
  }

  /** @param edges where the reference has none; absent: counted by value */
  private input(signal: string, edges?: number[]): Counts {
    return (this.statistics.inputs[signal] ??= edges ? emptyBins(this.edgesOf('inputs', signal, edges)) : { values: {} });
  }

  private edgesOf(kind: 'inputs' | 'outputs', signal: string, fallback: number[]): number[] {
    const reference = this.reference?.[kind][signal];
    return reference && 'edges' in reference ? reference.edges : fallback;
  }
}
