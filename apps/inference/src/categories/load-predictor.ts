import type { ModelDescription } from '../models/model-description.js';
import { loadModel } from '../models/load-model.js';
import { CategoryPredictor } from './category-predictor.js';

export interface LoadedPredictor {
  predictor: CategoryPredictor;
  description: ModelDescription;
  /** Frees the model's memory. */
  close(): Promise<void>;
}

/** The category model of a repository's folder, for scripts: without registry and server. @param version the highest unless told */
export async function loadPredictor(folder: string, version?: string): Promise<LoadedPredictor> {
  const opened = await loadModel(folder, 'transaction-category', version ? { version } : {});
  const close = () => opened.session.release();
  try {
    return { predictor: CategoryPredictor.alone(opened), description: opened.description, close };
  } catch (error) {
    await close();
    throw error;
  }
}
