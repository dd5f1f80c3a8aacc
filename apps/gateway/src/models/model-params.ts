import { AliasInput, ModelInput, ModelVersionInput } from '#contracts/inference';

/** The parts of a path below `/models`, checked like any other input. */
export class ModelParam extends ModelInput {}
export class ModelVersionParam extends ModelVersionInput {}
export class AliasParam extends AliasInput {}
