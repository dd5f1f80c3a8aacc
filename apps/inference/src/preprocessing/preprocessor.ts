import type { ModelDescription, TensorDescription } from '../models/model-description.js';
import { ModelError } from '../models/model-error.js';
import type { Tensors } from '../serving/tensor.js';
import { ImagePreprocessor } from './image-preprocessor.js';
import { TextPreprocessor } from './text-preprocessor.js';

/** Makes a graph's inputs of what callers have: texts, photos. Nothing long runs on the event loop. */
export interface Preprocessor {
  /** What callers may send in place of the graph's own inputs. */
  readonly inputs: TensorDescription[];
  /** @throws ServiceError `inference.unusable-input` */
  prepare(inputs: Tensors): Promise<Tensors>;
}

/**
 * The preprocessor that a model asks for, if any.
 * @throws ModelError where this program has none of that name and version
 */
export function preprocessorOf({ preprocessing }: ModelDescription): Preprocessor | undefined {
  if (!preprocessing) return undefined;
  switch (preprocessing.name) {
    case 'text-features':
      return new TextPreprocessor(preprocessing);
    case 'image':
      return new ImagePreprocessor(preprocessing);
    default:
      throw new ModelError(`The model wants the preprocessing ${preprocessing.name}, which this program does not have`);
  }
}
