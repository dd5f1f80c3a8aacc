import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import {
  AddTagsAction,
  AppendNotesAction,
  MarkTransferAction,
  RemoveTagsAction,
  RuleActionBase,
  SetCategoryAction,
  SetCounterpartyAction,
  SetNotesAction,
  SplitAction,
  type RuleAction,
} from './rule-actions.dto.js';
import {
  AccountCondition,
  AmountCondition,
  CategoryCondition,
  DateCondition,
  DayOfMonthCondition,
  ImportCondition,
  RuleConditionBase,
  TextCondition,
  UncategorisedCondition,
  type RuleCondition,
} from './rule-conditions.dto.js';

export const RULE_MATCHES = ['all', 'any'] as const;
export type RuleMatch = (typeof RULE_MATCHES)[number];

/** A condition's or an action's class by its `kind`. */
type Kinds = Record<string, new () => object>;

const CONDITIONS = {
  text: TextCondition,
  amount: AmountCondition,
  account: AccountCondition,
  date: DateCondition,
  'day-of-month': DayOfMonthCondition,
  category: CategoryCondition,
  uncategorised: UncategorisedCondition,
  import: ImportCondition,
} satisfies Kinds;

const ACTIONS = {
  'set-category': SetCategoryAction,
  'set-counterparty': SetCounterpartyAction,
  'add-tags': AddTagsAction,
  'remove-tags': RemoveTagsAction,
  'set-notes': SetNotesAction,
  'append-notes': AppendNotesAction,
  'mark-transfer': MarkTransferAction,
  split: SplitAction,
} satisfies Kinds;

const subTypes = (kinds: Kinds) => ({
  keepDiscriminatorProperty: true,
  discriminator: { property: 'kind', subTypes: Object.entries(kinds).map(([name, value]) => ({ name, value })) },
});

const oneOf = (kinds: Kinds) => ({
  oneOf: Object.values(kinds).map((kind) => ({ $ref: getSchemaPath(kind) })),
  discriminator: {
    propertyName: 'kind',
    mapping: Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, getSchemaPath(kind)])),
  },
});

/** What a person says of a rule: which transactions it is for, and what becomes of them. */
@ApiExtraModels(...Object.values(CONDITIONS), ...Object.values(ACTIONS))
export class RuleDraft {
  @ApiProperty({ enum: RULE_MATCHES, enumName: 'RuleMatch', description: 'Whether all conditions must hold, or any one' })
  @IsIn(RULE_MATCHES)
  match: RuleMatch;

  @ApiProperty({ type: 'array', minItems: 1, maxItems: 20, items: oneOf(CONDITIONS) })
  @IsArray()
  @ArrayMinSize(1, { message: 'conditions: say at least one' })
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => RuleConditionBase, subTypes(CONDITIONS))
  conditions: RuleCondition[];

  @ApiProperty({ type: 'array', minItems: 1, maxItems: 10, items: oneOf(ACTIONS) })
  @IsArray()
  @ArrayMinSize(1, { message: 'actions: say at least one' })
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => RuleActionBase, subTypes(ACTIONS))
  actions: RuleAction[];
}

export class CreateRuleInput extends RuleDraft {
  @ApiProperty({ example: 'Groceries at Woolworths' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  @ApiPropertyOptional({ default: true, description: 'A rule that is off is passed over' })
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;

  @ApiPropertyOptional({ default: false, description: 'After a match the rules below this one are not tried' })
  @IsOptional()
  @IsBoolean()
  stop?: boolean;
}

/** Replaces a rule as a whole; its place in the order stays. */
export class UpdateRuleInput extends CreateRuleInput {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id: string;
}

export class SwitchRuleInput {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id: string;

  @ApiProperty()
  @IsBoolean()
  enabled: boolean;
}

export class OrderRulesInput {
  @ApiProperty({ type: [String], format: 'uuid', description: 'Every rule, in the order in which they shall be tried' })
  @IsArray()
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  ids: string[];
}

export class Rule extends RuleDraft {
  @ApiProperty()
  name: string;

  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  enabled: boolean;

  @ApiProperty()
  stop: boolean;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class RuleList {
  @ApiProperty({ type: [Rule], description: 'In the order in which they are tried' })
  items: Rule[];
}
