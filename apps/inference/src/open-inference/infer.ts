import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { Config } from '#config';
import { MODEL_NAME } from '#contracts/inference';
import { Monitor } from '../monitoring/monitor.js';
import type { LoadedVersion } from '../serving/loaded-version.js';
import { ModelServer } from '../serving/model-server.js';
import type { Tensors } from '../serving/tensor.js';
import { callerOf, requireScope } from './door-access.js';
import { InferError } from './infer-error.js';
import { parseInferRequest, readHeaderLength, type InferRequest } from './infer-request.js';
import { encodeInferResponse, selectOutputs } from './infer-response.js';

const UNPACK = { gzip: promisify(gunzip), deflate: promisify(inflate) } as const;

interface ModelParams {
  name: string;
  version?: string;
}

/** Longest time a client may ask for, in milliseconds. */
const MAX_TIMEOUT_MS = 600_000;
const DEFAULT_TIMEOUT_MS = 60_000;

/** `POST …/infer`. */
@Injectable()
export class Infer {
  constructor(
    private readonly server: ModelServer,
    private readonly monitor: Monitor,
    private readonly config: Config,
  ) {}

  async handle(request: FastifyRequest<{ Params: ModelParams }>, reply: FastifyReply): Promise<void> {
    requireScope(request, 'predict');
    const { name, version } = request.params;
    if (!MODEL_NAME.test(name)) throw new InferError(`There is no model ${name}`, 404);
    const length = readHeaderLength(request.headers['inference-header-content-length']);
    // The body's own limit bounds the tensors.
    const limits = { maxElements: this.config.modelMaxBodyBytes };
    const asked = parseInferRequest(await this.bodyOf(request), length, limits);
    const { user, requestId } = callerOf(request);
    const userKey = String(asked.parameters['user'] ?? user?.id ?? requestId);
    const { signal, end } = this.patience(request, asked);
    try {
      const answer = await this.server.with(name, { version, userKey }, async (loaded, shadow) => {
        const outputs = await loaded.predict(asked.inputs, signal);
        this.monitor.tensors(loaded, asked.inputs, outputs);
        if (shadow) void this.watch(loaded, shadow, asked.inputs, outputs);
        return encodeInferResponse({
          modelName: name,
          modelVersion: loaded.description.version,
          ...(asked.id !== undefined && { id: asked.id }),
          outputs: selectOutputs(asked, outputs, labelsOf(loaded, outputs)),
        });
      });
      await reply.headers(answer.headers).send(answer.body);
    } finally {
      end();
    }
  }

  private async bodyOf({ body, headers }: FastifyRequest): Promise<Buffer> {
    if (!Buffer.isBuffer(body) || !body.length) throw new InferError('The request has no body');
    const encoding = headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return body;
    if (encoding !== 'gzip' && encoding !== 'deflate')
      throw new InferError(`Content-Encoding ${encoding} is not understood`, 415);
    try {
      return await UNPACK[encoding](body, { maxOutputLength: this.config.modelMaxBodyBytes });
    } catch (error) {
      const large = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
      throw large ? new InferError('The unpacked request is too large', 413) : new InferError(`The request is not ${encoding}`);
    }
  }

  /** Ends when the time that the client gives is over, or the client has gone. */
  private patience(request: FastifyRequest, { parameters }: InferRequest): { signal: AbortSignal; end: () => void } {
    const micros = Number(parameters['timeout'] ?? 0);
    const ms = micros > 0 ? Math.min(MAX_TIMEOUT_MS, micros / 1000) : DEFAULT_TIMEOUT_MS;
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(new DOMException('Too late', 'TimeoutError')), ms);
    const leave = () => abort.abort(new Error('The client has gone'));
    request.raw.socket.once('close', leave);
    const end = () => {
      clearTimeout(timer);
      request.raw.socket.off('close', leave);
    };
    return { signal: abort.signal, end };
  }

  /** The challenger predicts when the answer is out already; it only watches. */
  private async watch(champion: LoadedVersion, challenger: LoadedVersion, inputs: Tensors, outputs: Tensors): Promise<void> {
    if (challenger.queued > 0) return;
    challenger.hold();
    try {
      this.monitor.shadowTensors(champion, outputs, challenger, await challenger.predict(inputs));
    } catch {
      // It only watches.
    } finally {
      challenger.release();
    }
  }
}

export function addInferRoutes(http: FastifyInstance, infer: Infer): void {
  for (const path of ['/v2/models/:name/infer', '/v2/models/:name/versions/:version/infer']) {
    http.post<{ Params: ModelParams }>(path, (request, reply) => infer.handle(request, reply));
  }
}

/** The labels belong to the outputs that have a column for each. */
function labelsOf({ description: { labels } }: LoadedVersion, outputs: Tensors): Map<string, string[]> {
  const labelled = [...outputs].filter(([, { shape }]) => shape.at(-1) === labels.length);
  return new Map(labelled.map(([name]) => [name, labels]));
}
