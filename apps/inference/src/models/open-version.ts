import { createHash } from 'node:crypto';
import { inspectOnnx } from './inspect-onnx.js';
import type { ModelDescription } from './model-description.js';
import { ModelError } from './model-error.js';
import { openSession, type OpenedSession, type SessionOptions } from './open-session.js';
import { smokeTest } from './smoke-test.js';

/** A version that may be served: its graph is the described one, loads, and answers its smoke inputs as it should. */
export interface OpenedVersion extends OpenedSession {
  description: ModelDescription;
  /** Size of the graph. */
  bytes: number;
  sha256: string;
}

/**
 * Makes a version ready to serve, warmed by its smoke inputs.
 * @throws ModelError with the reason why it must not be served; nothing stays loaded then
 */
export async function openVersion(
  graph: Uint8Array,
  description: ModelDescription,
  options: SessionOptions,
): Promise<OpenedVersion> {
  const sha256 = createHash('sha256').update(graph).digest('hex');
  if (description.sha256 && sha256 !== description.sha256) {
    throw new ModelError(
      `model.onnx of ${description.name} ${description.version} has SHA-256 ${sha256}, but model.json says ${description.sha256}: ` +
        'the file was changed or cut',
    );
  }
  inspectOnnx(graph);
  const opened = await openSession(graph, description, options);
  try {
    await smokeTest(opened.session, opened.inputs, description.smoke);
  } catch (error) {
    await opened.session.release();
    throw error;
  }
  return { ...opened, description, bytes: graph.byteLength, sha256 };
}
