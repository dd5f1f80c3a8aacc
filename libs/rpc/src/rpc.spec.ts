import { IsInt, IsOptional, IsString } from 'class-validator';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { CallContext } from './call-context.js';
import { systemCall, userCall } from './call-context.js';
import { createClient } from './client.js';
import { defineContract, operation, type Client } from './contract.js';
import { Dispatcher } from './dispatcher.js';
import { open, seal } from './envelope.js';
import { ServiceError } from './service-error.js';
import { InProcessTransport } from './transports/in-process.js';
import { TcpHost, TcpTransport } from './transports/tcp.js';
import type { Transport } from './transports/transport.js';

class GreetInput {
  @IsString()
  name: string;

  @IsOptional()
  @IsInt()
  times?: number;
}

class Greeting {
  text: string;
  at?: Date;
  user?: string;
}

const contract = defineContract(
  'greeter',
  {
    greet: operation({ input: GreetInput, output: Greeting, idempotent: true, timeoutMs: 300 }),
    refuse: operation({ input: GreetInput, output: Greeting }),
    crash: operation({ input: GreetInput, output: Greeting }),
    sleep: operation({ input: GreetInput, output: Greeting, timeoutMs: 100 }),
  },
  { breaker: { failures: 3, openMs: 60_000 } },
);

const SECRET = 'a secret of at least thirty-two characters';

function dispatcher(): Dispatcher {
  const made = new Dispatcher(SECRET);
  const handlers: Record<string, (input: GreetInput, call: CallContext) => Promise<object>> = {
    greet: async (input, call) => ({ text: `Hello ${input.name}`, at: new Date(0), user: call.user?.id, nothing: undefined }),
    refuse: async () => {
      throw new ServiceError('greeter.rude', 'I will not', { reason: 'mood' });
    },
    crash: async () => {
      throw new Error('the password is hunter2');
    },
    // Answers only after the caller has given up, and only because its time is over.
    sleep: (_input, call) =>
      new Promise((resolve) => call.signal?.addEventListener('abort', () => setTimeout(() => resolve({ text: 'late' }), 100))),
  };
  for (const [name, run] of Object.entries(handlers)) {
    made.add(contract.operations[name as 'greet'], run as never, name);
  }
  return made;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const transports = {
  'in-process': async () => {
    const transport: Transport = new InProcessTransport(dispatcher());
    return { transport, close: () => transport.close() };
  },
  tcp: async () => {
    const address = { host: '127.0.0.1', port: await freePort() };
    const host = new TcpHost(dispatcher(), address);
    await host.listen();
    const transport = new TcpTransport([address]);
    return {
      transport,
      close: async () => {
        await transport.close();
        host.close();
      },
    };
  },
};

describe.each(Object.entries(transports))('calls over %s', (_name, start) => {
  let running: Awaited<ReturnType<typeof start>>;
  let greeter: Client<typeof contract>;

  beforeAll(async () => {
    running = await start();
    greeter = createClient(contract, running.transport, SECRET);
  });

  afterAll(() => running.close());

  it('encode input and output as JSON and carry the user', async () => {
    const answer = await greeter.greet({ name: 'Ada' }, userCall({ id: 'u1', role: 'user' }));
    expect(answer).toEqual({ text: 'Hello Ada', at: '1970-01-01T00:00:00.000Z', user: 'u1' });
  });

  it('refuse input of the wrong shape, naming the fields', async () => {
    const call = greeter.greet({ name: 3, times: 'x', other: 1 } as never, systemCall());
    await expect(call).rejects.toMatchObject({
      code: 'invalid-input',
      details: {
        fields: { name: [expect.any(String)], times: [expect.any(String)], other: [expect.stringContaining('should not exist')] },
      },
    });
  });

  it('carry a refusal with its code and details', async () => {
    await expect(greeter.refuse({ name: 'x' }, systemCall())).rejects.toMatchObject({
      code: 'greeter.rude',
      message: 'I will not',
      details: { reason: 'mood' },
    });
  });

  it('tell nothing of an unexpected error', async () => {
    await expect(greeter.crash({ name: 'x' }, systemCall())).rejects.toMatchObject({
      code: 'internal',
      message: expect.not.stringContaining('hunter2'),
    });
  });

  it("end at the operation's time limit", async () => {
    await expect(greeter.sleep({ name: 'x' }, systemCall())).rejects.toMatchObject({ code: 'rpc.timeout' });
  });

  it("end at the caller's deadline, when that is nearer", async () => {
    await expect(greeter.greet({ name: 'x' }, { requestId: 'r', deadline: Date.now() - 1 })).rejects.toMatchObject({
      code: 'rpc.timeout',
    });
  });
});

describe('trust between services', () => {
  it('refuses a call signed with another secret', async () => {
    const client = createClient(contract, new InProcessTransport(dispatcher()), 'another secret of thirty-two characters');
    await expect(client.greet({ name: 'Eve' }, systemCall())).rejects.toMatchObject({ code: 'rpc.unsigned' });
  });

  it('refuses an envelope whose user was changed after signing', () => {
    const envelope = seal(SECRET, 'greeter.greet', { name: 'x' }, userCall({ id: 'u1', role: 'user' }), 1000);
    expect(open(SECRET, envelope).call.user).toEqual({ id: 'u1', role: 'user' });
    const forged = { ...envelope, meta: envelope.meta.replace('"u1"', '"u2"') };
    expect(() => open(SECRET, forged)).toThrow(/no valid signature/);
    expect(() => open(SECRET, { ...envelope, pattern: 'greeter.crash' })).toThrow(/no valid signature/);
  });
});

describe('failing services', () => {
  function flaky(failures: number): Transport & { sent: number } {
    const inner = new InProcessTransport(dispatcher());
    return {
      sent: 0,
      async send(envelope) {
        if (this.sent++ < failures) throw new ServiceError('rpc.unavailable', 'down');
        return inner.send(envelope);
      },
      close: async () => {},
    };
  }

  it('are tried three times for idempotent operations', async () => {
    const transport = flaky(2);
    const client = createClient(contract, transport, SECRET);
    await expect(client.greet({ name: 'Ada' }, systemCall())).resolves.toMatchObject({ text: 'Hello Ada' });
    expect(transport.sent).toBe(3);
  });

  it('are tried once for the others', async () => {
    const transport = flaky(1);
    const client = createClient(contract, transport, SECRET);
    await expect(client.refuse({ name: 'x' }, systemCall())).rejects.toMatchObject({ code: 'rpc.unavailable' });
    expect(transport.sent).toBe(1);
  });

  it('open the breaker after three failures in a row; a refusal is no failure', async () => {
    const transport = flaky(100);
    const states: number[] = [];
    const client = createClient(contract, transport, SECRET, (_service, state) => states.push(state));
    for (let i = 0; i < 5; i++) await client.refuse({ name: 'x' }, systemCall()).catch(() => {});
    expect(transport.sent).toBe(3);
    expect(states).toEqual([0, 2]);

    const healthy = createClient(contract, new InProcessTransport(dispatcher()), SECRET);
    for (let i = 0; i < 5; i++)
      await expect(healthy.refuse({ name: 'x' }, systemCall())).rejects.toMatchObject({ code: 'greeter.rude' });
  });
});

describe('the start-up check', () => {
  it('names operations without a handler and handlers without an operation', () => {
    const empty = new Dispatcher(SECRET);
    expect(() => empty.assertServes([contract])).toThrow(
      'No handler for: greeter.greet, greeter.refuse, greeter.crash, greeter.sleep',
    );
    expect(() => dispatcher().assertServes([])).toThrow(/does not serve: greeter\.greet/);
    const twice = dispatcher();
    expect(() => twice.add(contract.operations.greet, (async () => ({})) as never, 'B.greet')).toThrow(
      /two handlers; the second is B\.greet/,
    );
  });
});
