import { Button, ColorInput, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useCategories, useCreateCategory, useUpdateCategory } from '../../api/categories';
import { fieldErrors, isProblem, messageOf } from '../../api/problem';
import type { Category } from '../../api/types';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { swatches } from '../../theme/tokens';

interface DialogProps {
  opened: boolean;
  onClose: () => void;
  /** The category to edit; a new one when absent. */
  category?: Category | undefined;
}

export function CategoryDialog({ opened, onClose, category }: DialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={600}>{category ? 'Edit category' : 'New category'}</Text>}>
      <CategoryForm key={category?.id} category={category} onClose={onClose} />
    </Modal>
  );
}

function CategoryForm({ category, onClose }: Omit<DialogProps, 'opened'>) {
  const tree = useCategories();
  const create = useCreateCategory();
  const update = useUpdateCategory();
  const save = category ? update : create;
  const form = useForm({
    initialValues: { name: category?.name ?? '', parentId: category?.parentId ?? '', color: category?.color ?? swatches[0] },
    validate: {
      name: (value) => (value.trim() ? null : 'Give it a name'),
      color: (value) => (/^#[0-9a-f]{6}$/i.test(value) ? null : 'A colour like #2f9e6a'),
    },
  });
  const submit = form.onSubmit(async ({ name, parentId, color }) => {
    const input = { name: name.trim(), color, ...(parentId && { parentId }) };
    try {
      await (category ? update.mutateAsync({ id: category.id, ...input }) : create.mutateAsync(input));
      notifyDone(category ? 'Category saved' : `${input.name} created`);
      onClose();
    } catch (error) {
      if (isProblem(error, 'categories.name-taken')) form.setFieldError('name', messageOf(error));
      else form.setErrors(fieldErrors(error));
    }
  });
  const parents = tree.branches
    .filter(({ primary }) => primary.id !== category?.id)
    .map(({ primary }) => ({ value: primary.id, label: primary.name }));
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput label="Name" placeholder="School trips" maxLength={60} data-autofocus {...form.getInputProps('name')} />
        <Select
          label="Belongs to"
          placeholder="Stands by itself"
          data={parents}
          searchable
          clearable={!category?.parentId}
          {...form.getInputProps('parentId')}
          onChange={(value) => form.setFieldValue('parentId', value ?? '')}
        />
        <ColorInput
          label="Colour"
          format="hex"
          swatches={[...swatches]}
          swatchesPerRow={6}
          eyeDropperButtonProps={{ 'aria-label': 'Pick a colour from the screen' }}
          {...form.getInputProps('color')}
        />
        {save.isError && Object.keys(form.errors).length === 0 && <ProblemNotice error={save.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            {category ? 'Save' : 'Create'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
