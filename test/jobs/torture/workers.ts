import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Worker processes of their own, which can be killed, frozen and replaced. */
export class Workers {
  private readonly children: ChildProcess[] = [];
  /** What the processes wrote about errors. */
  readonly complaints: string[] = [];

  constructor(private readonly args: string[]) {}

  async start(): Promise<void> {
    const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), this.args, {
      execArgv: ['--conditions=source', '--import', 'tsx'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => this.complaints.push(text.toString()));
    const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[];
    if (first !== 'ready') throw new Error(`A worker did not start:\n${this.complaints.join('')}`);
    this.children.push(child);
  }

  /** Kills the oldest without warning. */
  kill(): void {
    this.children.shift()?.kill('SIGKILL');
  }

  /** Stops the newest from running for a while, as a laptop's lid or a swapping machine does. */
  async freeze(ms: number): Promise<void> {
    const child = this.children.at(-1);
    child?.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, ms));
    child?.kill('SIGCONT');
  }

  /** Asks all to drain; @returns their exit codes */
  async stop(): Promise<(number | null)[]> {
    return await Promise.all(
      this.children.splice(0).map(async (child) => {
        const exit = once(child, 'exit') as Promise<[number | null]>;
        child.kill('SIGTERM');
        return (await exit)[0];
      }),
    );
  }

  killAll(): void {
    for (const child of this.children.splice(0)) child.kill('SIGKILL');
  }
}
