import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type JobState = 'queued' | 'running' | 'completed' | 'failed';

/**
 * The record of truth of a job, and its outbox entry: a queue (BullMQ) only carries the id to a worker.
 * Input, output, progress and error are JSON text, not `jsonb`, which refuses NUL characters and reorders keys.
 */
@Entity({ schema: 'jobs', name: 'job' })
@Check('job_state', `state IN ('queued', 'running', 'completed', 'failed')`)
@Index('job_in_flight', ['key'], { unique: true, where: `state IN ('queued', 'running')` })
@Index('job_answered', ['key', 'finishedAt'], { where: `state = 'completed'` })
@Index('job_to_dispatch', ['dispatchedAt'], { where: `state IN ('queued', 'running')` })
@Index('job_of_user', ['userId', 'id'])
@Index('job_dead', ['finishedAt'], { where: `state = 'failed'` })
@Index('job_expires', ['expiresAt'], { where: 'expires_at IS NOT NULL' })
export class JobEntity {
  /** UUID v7: sorts by time. */
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  kind: string;

  /** See `jobKey`. */
  @Column('text')
  key: string;

  /** Whose job this is; null for the system's own. */
  @Column('text', { name: 'user_id', nullable: true })
  userId: string | null;

  /** The request that asked for it, for the logs. */
  @Column('text', { name: 'request_id' })
  requestId: string;

  @Column('text', { default: 'queued' })
  state: JobState;

  @Column('text')
  input: string;

  @Column('text', { nullable: true })
  output: string | null;

  @Column('text', { default: '{"done":0}' })
  progress: string;

  @Column('text', { nullable: true })
  error: string | null;

  /** Times the processor failed. */
  @Column('integer', { default: 0 })
  failures: number;

  /** Times the worker or the database went away during the job. */
  @Column('integer', { default: 0 })
  losses: number;

  /** The attempt that may finish the job; a later attempt replaces it, and then the earlier one cannot. */
  @Column('uuid', { nullable: true })
  token: string | null;

  /** Until when the running attempt has said that it lives. */
  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil: Date | null;

  /** When the id was last given to the queue; null: not yet. */
  @Column('timestamptz', { name: 'dispatched_at', nullable: true })
  dispatchedAt: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;

  /** When a finished job is forgotten. */
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;
}
