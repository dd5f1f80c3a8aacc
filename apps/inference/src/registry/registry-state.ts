import type { TrafficVariant } from '#contracts/inference';
import type { ModelDescription } from '../models/model-description.js';

/** Where the graph of a version is. */
export type Artefact = { kind: 'folder' } | { kind: 'blob'; key: string };

export interface ServableVersion {
  description: ModelDescription;
  artefact: Artefact;
  /** SHA-256 of the graph. */
  sha256: string;
}

export interface TrafficRule {
  /** Empty: production answers all. */
  variants: TrafficVariant[];
  shadow?: string;
  /** Mixed into the hash of a user, so that another split divides them anew. */
  seed: string;
  /** ISO 8601 */
  startedAt: string;
}

export interface ServableModel {
  /** Alias → version. */
  aliases: Record<string, string>;
  /** Version → what it is; archived ones are left out. */
  versions: Record<string, ServableVersion>;
  traffic?: TrafficRule;
}

/** All that a replica needs to know of the registry. It is JSON, and kept beside the artefacts for when the database is away. */
export interface RegistryState {
  /** Raised by every change. */
  revision: number;
  models: Record<string, ServableModel>;
}

/** Versions that must be in memory: those that an alias or a traffic rule names. */
export function neededVersions({ aliases, traffic }: ServableModel): Set<string> {
  const needed = new Set(Object.values(aliases));
  for (const { version } of traffic?.variants ?? []) needed.add(version);
  if (traffic?.shadow) needed.add(traffic.shadow);
  return needed;
}
