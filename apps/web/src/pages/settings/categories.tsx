import { ActionIcon, Button, Text } from '@mantine/core';
import { IconCategoryPlus, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useCategories, useDeleteCategory } from '../../api/categories';
import type { Category } from '../../api/types';
import { CategoryIcon } from '../../components/category-icon';
import { CategorySelect } from '../../components/category-select';
import { Confirm } from '../../components/confirm';
import { EmptyState } from '../../components/empty-state';
import { notifyDone } from '../../components/notify';
import { Section } from '../../components/page';
import { plural } from '../../format/text';
import { CategoryDialog } from './category-dialog';
import classes from './settings.module.css';

/** The user's own categories, and the taxonomy they stand beside. */
export default function Categories() {
  const tree = useCategories();
  const remove = useDeleteCategory();
  const [editing, setEditing] = useState<Category | 'new'>();
  const [deleting, setDeleting] = useState<Category>();
  const [moveTo, setMoveTo] = useState<string | null>(null);
  const own = [...tree.byId.values()].filter((category) => category.own);
  const create = (
    <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setEditing('new')}>
      New category
    </Button>
  );
  return (
    <>
      <Section
        title="Your categories"
        description="Beside the built-in ones, wherever a category is chosen."
        flush
        actions={own.length > 0 && create}
      >
        {own.length === 0 && (
          <EmptyState icon={IconCategoryPlus} title="None of your own yet" actions={create}>
            Make one for what the built-in categories do not name: school trips, the boat, a side job.
          </EmptyState>
        )}
        <ul className={classes.list}>
          {own.map((category) => (
            <li key={category.id} className={classes.row}>
              <CategoryIcon look={tree.lookOf(category.id)} size={32} />
              <div className={classes.words}>
                <strong>{category.name}</strong>
                {category.parentId && <span>in {tree.nameOf(category.parentId)}</span>}
              </div>
              <ActionIcon aria-label={`Edit ${category.name}`} onClick={() => setEditing(category)}>
                <IconPencil size={17} />
              </ActionIcon>
              <ActionIcon aria-label={`Delete ${category.name}`} onClick={() => setDeleting(category)}>
                <IconTrash size={17} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Built-in categories" description="The Plaid personal finance taxonomy." flush>
        <ul className={classes.list}>
          {tree.branches
            .filter(({ primary }) => !primary.own)
            .map(({ primary, children }) => (
              <li key={primary.id} className={classes.row}>
                <CategoryIcon look={tree.lookOf(primary.id)} size={32} />
                <div className={classes.words}>
                  <strong>{primary.name}</strong>
                  <span title={children.map(({ name }) => name).join(', ')}>
                    {plural(children.length, 'category', 'categories')}: {children.map(({ name }) => name).join(', ')}
                  </span>
                </div>
              </li>
            ))}
        </ul>
      </Section>
      <CategoryDialog
        opened={editing !== undefined}
        category={editing === 'new' ? undefined : editing}
        onClose={() => setEditing(undefined)}
      />
      <Confirm
        opened={deleting !== undefined}
        onClose={() => {
          setDeleting(undefined);
          setMoveTo(null);
        }}
        title={`Delete ${deleting?.name ?? 'this category'}?`}
        action="Delete category"
        disabled={moveTo === deleting?.id}
        onConfirm={async () => {
          if (!deleting) return;
          const { affected } = await remove.mutateAsync({ id: deleting.id, ...(moveTo && { moveTo }) });
          notifyDone(
            affected > 0 ? `${deleting.name} deleted, ${plural(affected, 'transaction')} moved` : `${deleting.name} deleted`,
          );
        }}
      >
        <Text mb="sm">Its transactions move to another category, or become uncategorised.</Text>
        <CategorySelect
          label="Move its transactions to"
          placeholder="Leave them uncategorised"
          value={moveTo}
          onChange={setMoveTo}
          error={moveTo && moveTo === deleting?.id ? 'Choose another one than that which is deleted' : undefined}
          clearable
          creatable={false}
        />
      </Confirm>
    </>
  );
}
