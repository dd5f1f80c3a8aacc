import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A file that somebody has sent and nothing has taken over yet. */
@Entity({ schema: 'gateway', name: 'upload' })
export class UploadEntity {
  /** In the BlobStore: `uploads/<user>/<uuid>`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'upload_pk' })
  key: string;

  @Index('upload_created_at')
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
