import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A file that belongs to nothing once its time has come: written by a trigger when an attachment is deleted, and beforehand for a
 * file that is about to be kept, so that none is left behind by a process that dies in between. See sweep-blobs.service.ts.
 */
@Entity({ schema: 'transactions', name: 'discarded_blob' })
export class DiscardedBlobEntity {
  @PrimaryColumn('text', { name: 'blob_key', primaryKeyConstraintName: 'discarded_blob_pk' })
  blobKey: string;

  @Column('timestamptz', { name: 'due_at', default: () => 'now()' })
  dueAt: Date;
}
