import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fieldErrors } from '../../api/problem';
import { useCreateRule } from '../../api/rules';
import { useBulkEdit, useMatchCount } from '../../api/transactions';
import { CategoryLabel } from '../../components/category-chip';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { plural } from '../../format/text';
import type { RuleOffer } from './use-recategorise';

/** Makes a correction last: every transaction with this text gets this category. */
export function RuleOfferDialog({ offer, onClose }: { offer: RuleOffer | undefined; onClose: () => void }) {
  return (
    <Modal opened={offer !== undefined} onClose={onClose} title={<Text fw={600}>Always for this merchant</Text>}>
      {offer && <RuleForm offer={offer} onClose={onClose} />}
    </Modal>
  );
}

function RuleForm({ offer, onClose }: { offer: RuleOffer; onClose: () => void }) {
  const create = useCreateRule();
  const edit = useBulkEdit();
  const [contains, setContains] = useState(offer.contains);
  const [existing, setExisting] = useState(true);
  const text = contains.trim();
  const matches = useMatchCount(text.length > 1 ? text : undefined);
  const errors = fieldErrors(create.error);
  const found = matches.data ?? 0;

  const submit = async () => {
    await create.mutateAsync({ contains: text, categoryId: offer.categoryId });
    if (existing && found > 0)
      await edit.mutateAsync({ selection: { filter: { text } }, changes: { categoryId: offer.categoryId } });
    notifyDone('The rule holds from now on');
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
          Every transaction whose text contains this becomes <CategoryLabel id={offer.categoryId} />
        </Text>
        <TextInput
          label="Text"
          description="In the description or the counterparty; capitals do not matter"
          value={contains}
          error={errors['contains']}
          maxLength={200}
          onChange={(event) => setContains(event.currentTarget.value)}
          data-autofocus
        />
        {found > 0 && (
          <Checkbox
            label={`Also change the ${plural(found, 'transaction')} with it that are here already`}
            checked={existing}
            onChange={(event) => setExisting(event.currentTarget.checked)}
          />
        )}
        {create.isError && !errors['contains'] && <ProblemNotice error={create.error} />}
        {edit.isError && (
          <ProblemNotice error={edit.error} title="The rule was made, the existing transactions were not changed" />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending || edit.isPending} disabled={text.length < 2}>
            Create rule
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
