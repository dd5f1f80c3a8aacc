import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** A category of the user's own, beside those of the taxonomy. */
@Entity({ schema: 'transactions', name: 'category' })
// Made by hand in the migration: one name a user and parent, whatever its case.
@Index('category_name', { synchronize: false })
export class CategoryEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'category_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('text')
  name: string;

  /** A primary category, of the taxonomy or the user's own; null makes this one primary. */
  @Column('text', { name: 'parent_id', nullable: true })
  parentId: string | null;

  /** `#rrggbb` */
  @Column('text', { nullable: true })
  color: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
