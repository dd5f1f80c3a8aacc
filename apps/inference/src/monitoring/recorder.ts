import type { Description, RankedCategory } from '../categories/category-predictor.js';
import { createCounter } from '../drift/drift-report.js';
import { CategoryCounter, NumericHistogram } from '../drift/histogram.js';
import { observeTensor, type NumericTensorData } from '../drift/observe.js';
import { readReferenceStatistics, type ReferenceStatistics } from '../drift/reference.js';
import type { ModelDescription } from '../models/model-description.js';
import type { Tensors } from '../serving/tensor.js';
import { AgreementCounter, type ShadowRow } from '../traffic/agreement.js';
import { MAX_VALUES, type Statistics } from './statistics.js';
import type { TopClass } from './top-classes.js';

/** Bins where a model brings no reference. */
const CONFIDENCE_EDGES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const CHARACTER_EDGES = [0, 8, 12, 16, 20, 25, 30, 40, 60, 100, 512];

type Counter = NumericHistogram | CategoryCounter;

/** Counts what one version is given and answers, in one stretch of time. */
export class Recorder {
  private rows = 0;
  private confidence = 0;
  private readonly inputs = new Map<string, Counter>();
  private readonly outputs = new Map<string, Counter>();
  private readonly agreement = new AgreementCounter();
  private shadowed = false;
  private readonly reference?: ReferenceStatistics;

  constructor(
    description: ModelDescription,
    /** Beginning of the stretch, in epoch milliseconds. */
    readonly startedAt: number,
  ) {
    this.reference = description.reference === undefined ? undefined : readReferenceStatistics(description.reference);
  }

  categories(items: readonly Description[], ranked: readonly RankedCategory[][]): void {
    const characters = this.counter('inputs', 'characters', CHARACTER_EDGES);
    const direction = this.counter('inputs', 'direction');
    items.forEach(({ description, amount }, i) => {
      add(characters, description.length);
      add(direction, !amount ? 'unknown' : amount < 0 ? 'out' : 'in');
      this.answer(ranked[i]![0]!.primary, ranked[i]![0]!.confidence);
    });
  }

  /** Of a model whose inputs are numbers: those that its reference knows. */
  tensors(inputs: Tensors, classes: readonly TopClass[]): void {
    for (const [name, { datatype, shape, data }] of inputs) {
      if (Array.isArray(data) || datatype === 'FP16' || !this.reference) continue;
      const seen = observeTensor(name, data as NumericTensorData, shape, this.reference.inputs);
      for (const [signal, counter] of seen) {
        const known = this.inputs.get(signal);
        if (!known) this.inputs.set(signal, counter);
        else if (known instanceof NumericHistogram && counter instanceof NumericHistogram) known.merge(counter.toJSON());
        else if (known instanceof CategoryCounter && counter instanceof CategoryCounter) known.merge(counter.toJSON());
      }
    }
    for (const { className, confidence } of classes) this.answer(className, confidence);
    if (!classes.length) this.rows += inputs.values().next().value?.shape[0] ?? 0;
  }

  shadow(rows: readonly ShadowRow[]): void {
    this.shadowed = true;
    for (const row of rows) this.agreement.add(row);
  }

  toJSON(): Statistics {
    const signals = (counters: Map<string, Counter>) =>
      Object.fromEntries([...counters].map(([signal, counter]) => [signal, counter.toJSON()]));
    return {
      rows: this.rows,
      confidence: this.confidence,
      inputs: signals(this.inputs),
      outputs: signals(this.outputs),
      ...(this.shadowed && { shadow: this.agreement.toJSON() }),
    };
  }

  private answer(className: string, confidence: number): void {
    this.rows++;
    this.confidence += confidence;
    add(this.counter('outputs', 'classes'), className);
    add(this.counter('outputs', 'confidence', CONFIDENCE_EDGES), confidence);
  }

  /** @param edges where the reference says nothing; absent: counted by value */
  private counter(kind: 'inputs' | 'outputs', signal: string, edges?: number[]): Counter {
    let counter = this[kind].get(signal);
    if (!counter) {
      const reference = this.reference?.[kind][signal];
      counter = reference ? createCounter(reference) : edges ? new NumericHistogram(edges) : new CategoryCounter(MAX_VALUES);
      this[kind].set(signal, counter);
    }
    return counter;
  }
}

function add(counter: Counter, value: number | string): void {
  if (counter instanceof NumericHistogram) counter.add(Number(value));
  else counter.add(String(value));
}
