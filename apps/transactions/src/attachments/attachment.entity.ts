import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { TransactionEntity } from '../ledger/transaction.entity.js';

/** A receipt: a file that belongs to a transaction and goes with it. The same content is kept once a transaction. */
@Entity({ schema: 'transactions', name: 'attachment' })
@Unique('attachment_content', ['transactionId', 'sha256'])
export class AttachmentEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'attachment_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('uuid', { name: 'transaction_id' })
  transactionId: string;

  @ManyToOne(() => TransactionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'attachment_transaction' })
  transaction?: TransactionEntity;

  @Column('text', { name: 'file_name' })
  fileName: string;

  /** As its content says; see file-type.ts. */
  @Column('text', { name: 'media_type' })
  mediaType: string;

  @Column('int')
  bytes: number;

  /** In hex. */
  @Column('text')
  sha256: string;

  /** Where the BlobStore keeps it. */
  @Column('text', { name: 'blob_key' })
  blobKey: string;

  /** A small WebP picture of it; null for what is no picture. */
  @Column('text', { name: 'thumbnail_key', nullable: true })
  thumbnailKey: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
