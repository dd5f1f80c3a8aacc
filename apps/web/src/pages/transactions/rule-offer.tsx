import { Anchor, Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { Link } from 'react-router';
import { fieldErrors } from '../../api/problem';
import { useApplyRules, useRulePreview, useSaveRule } from '../../api/rules';
import type { RuleSuggestion } from '../../api/types';
import { CategoryLabel } from '../../components/category-chip';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { plural } from '../../format/text';
import { ruleOf } from '../rules/draft';
import { newRulePath } from '../rules/new-rule-path';

const PAUSE_MS = 350;

/** Makes a correction that was made before last: every transaction with this text gets this category. */
export function RuleOfferDialog({ offer, onClose }: { offer: RuleSuggestion | undefined; onClose: () => void }) {
  return (
    <Modal opened={offer !== undefined} onClose={onClose} title={<Text fw={600}>Always for this merchant</Text>}>
      {offer && <OfferForm offer={offer} onClose={onClose} />}
    </Modal>
  );
}

function OfferForm({ offer, onClose }: { offer: RuleSuggestion; onClose: () => void }) {
  const save = useSaveRule();
  const apply = useApplyRules();
  const [contains, setContains] = useState(offer.contains);
  const [past, setPast] = useState(true);
  const suggestion = { ...offer, contains: contains.trim() };
  const { match, conditions, actions, name } = ruleOf(suggestion);
  const [asked] = useDebouncedValue(suggestion.contains ? { match, conditions, actions } : undefined, PAUSE_MS);
  const preview = useRulePreview(asked);
  const errors = fieldErrors(save.error);
  const changed = preview.data?.changed ?? 0;

  const submit = async () => {
    const { id } = await save.mutateAsync({ name, match, conditions, actions });
    if (past && changed > 0) await apply.mutateAsync([id]);
    notifyDone(
      past && changed > 0 ? 'The rule holds from now on, and is being applied to the past' : 'The rule holds from now on',
    );
    onClose();
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // The mutations keep their errors; they are shown below.
        submit().catch(() => undefined);
      }}
    >
      <Stack>
        <Text>
          You made this correction before. Every transaction whose text contains this becomes{' '}
          <CategoryLabel id={offer.categoryId} />
        </Text>
        <TextInput
          label="Text"
          description="In the description, the payee or the notes; capitals do not matter"
          value={contains}
          error={errors['conditions.0.text']}
          maxLength={200}
          onChange={(event) => setContains(event.currentTarget.value)}
          data-autofocus
        />
        {changed > 0 && (
          <Checkbox
            label={`Also change the ${plural(changed, 'transaction')} with it that ${changed === 1 ? 'is' : 'are'} here already`}
            checked={past}
            onChange={(event) => setPast(event.currentTarget.checked)}
          />
        )}
        {save.isError && !errors['conditions.0.text'] && <ProblemNotice error={save.error} />}
        {apply.isError && <ProblemNotice error={apply.error} title="The rule was made, the transactions were not changed" />}
        <Group justify="space-between" gap="xs">
          <Anchor component={Link} to={newRulePath(suggestion)} size="sm">
            More conditions…
          </Anchor>
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending || apply.isPending} disabled={!suggestion.contains}>
              Create rule
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
