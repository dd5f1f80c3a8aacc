import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A registered model: what its versions have in common. */
@Entity({ schema: 'inference', name: 'model' })
export class ModelEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_pk' })
  name: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
