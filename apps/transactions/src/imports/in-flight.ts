/** Work that goes on while its caller does, at most so much at once. A failure is told to whoever waits next. */
export class InFlight {
  private readonly pending = new Set<Promise<void>>();
  private failure?: { error: unknown };

  constructor(private readonly most: number) {}

  add(work: Promise<void>): void {
    const watched = work
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => this.pending.delete(watched));
    this.pending.add(watched);
  }

  /** Resolves when one more may be added. @throws what an earlier one threw */
  async room(): Promise<void> {
    while (this.pending.size >= this.most) await Promise.race(this.pending);
    this.throwFailure();
  }

  /** Resolves when nothing is under way any more. @throws what the first one to fail threw */
  async all(): Promise<void> {
    await Promise.all(this.pending);
    this.throwFailure();
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure.error;
  }
}
