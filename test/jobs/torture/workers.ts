import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Worker processes of their own, which can be killed, frozen and replaced. */
export class Workers {
  private readonly children: ChildProcess[] = [];
  /** What the processes wrote about errors. */
  readonly complaints: string[] = [];

  constructor(private readonly args: string[]) {}

  async start(): Promise<void> {
    const script = fileURLToPath(new URL('./worker.ts', import.meta.url));
    const loader = new URL('../../../scripts/register-swc.mjs', import.meta.url).href;
    const child = spawn(process.execPath, ['--conditions=source', '--import', loader, script, ...this.args], { stdio: 'pipe' });
    this.children.push(child);
    child.stderr.on('data', (text: Buffer) => this.complaints.push(text.toString()));
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (text: Buffer) =>
        text.toString().startsWith('ready') ? resolve() : this.complaints.push(text.toString()),
      );
      child.once('exit', () => reject(new Error(`A worker did not start:\n${this.complaints.join('')}`)));
    });
  }

  /** Kills the oldest without warning. */
  kill(): void {
    this.children.shift()?.kill('SIGKILL');
  }

  /** Stops the oldest from running for a while, as a laptop's lid or a swapping machine does; the others take its jobs over. */
  async freeze(ms: number): Promise<void> {
    const [child] = this.children;
    child?.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, ms));
    child?.kill('SIGCONT');
  }

  /** Asks all to drain; @returns their exit codes, and what went wrong with those that were gone before. */
  async stop(): Promise<(number | null | string)[]> {
    return await Promise.all(
      this.children.splice(0).map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return `died before: ${this.complaints.join('')}`;
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
