import type { ServiceSchema } from '#database';
import { migrations } from '#migrations/inference';
import { LearningPolicyEntity } from './learning/learning-policy.entity.js';
import { ObservationEntity } from './monitoring/observation.entity.js';
import { AliasChangeEntity, ModelAliasEntity } from './registry/model-alias.entity.js';
import { ModelVersionEntity } from './registry/model-version.entity.js';
import { ModelEntity } from './registry/model.entity.js';
import { RegistryEntity } from './registry/registry.entity.js';
import { ReplicaEntity } from './registry/replica.entity.js';
import { OutcomeEntity } from './traffic/outcome.entity.js';
import { TrafficRuleEntity } from './traffic/traffic-rule.entity.js';

/** What the inference service keeps. */
export const database: ServiceSchema = {
  schema: 'inference',
  entities: [
    ModelEntity,
    ModelVersionEntity,
    ModelAliasEntity,
    AliasChangeEntity,
    RegistryEntity,
    ReplicaEntity,
    TrafficRuleEntity,
    OutcomeEntity,
    ObservationEntity,
    LearningPolicyEntity,
  ],
  migrations,
};
