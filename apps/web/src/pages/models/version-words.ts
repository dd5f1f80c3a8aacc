import { PRODUCTION, type DriftLevel, type ModelVersionDetails, type RegisteredModel } from '../../api/models';
import { useUser } from '../../api/session';

export const SOURCE_WORDS: Record<ModelVersionDetails['source'], string> = {
  folder: 'From the repository',
  upload: 'Uploaded',
  training: 'Trained here',
};

export const DRIFT_WORDS: Record<DriftLevel, { label: string; color: string }> = {
  stable: { label: 'Stable', color: 'green' },
  moderate: { label: 'Moderate drift', color: 'amber' },
  major: { label: 'Major drift', color: 'red' },
  'not-enough-data': { label: 'Too few predictions', color: 'gray' },
};

/** Whether the person may change models; everybody may look. */
export const useMayChange = (): boolean => useUser().role === 'admin';

/** The version that answers where nobody names one. */
export function productionOf({ aliases, versions }: RegisteredModel): ModelVersionDetails | undefined {
  const version = aliases.find(({ alias }) => alias === PRODUCTION)?.version;
  return versions.find((one) => one.version === version);
}

/** `transaction-category` → `Transaction category`. */
export function modelLabel(name: string): string {
  const words = name.replace(/-/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
