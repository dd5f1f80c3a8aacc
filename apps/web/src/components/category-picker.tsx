import { Combobox, ScrollArea, useCombobox } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useCategories, useCreateCategory } from '../api/categories';
import type { CategoryBranch, CategoryTree } from '../api/category-tree';
import type { Category } from '../api/types';
import { CategoryIcon } from './category-icon';
import classes from './category.module.css';
import { notifyProblem } from './notify';

const NONE = '\u0000none';
const CREATE = '\u0000create';

interface PickerProps {
  value: string | undefined | null;
  onPick: (categoryId: string | null) => void;
  onClose: () => void;
  /** Offer to take the category away. */
  clearable?: boolean;
  /** Offer to make a new category of the user's own. */
  creatable?: boolean;
  /** What the list hangs from. */
  children: ReactNode;
}

/** A searchable list of the two-level taxonomy; mounted while it is open. */
export function CategoryPicker({ value, onPick, onClose, clearable = true, creatable = true, children }: PickerProps) {
  const tree = useCategories();
  const create = useCreateCategory();
  const [search, setSearch] = useState('');
  const combobox = useCombobox({ opened: true, onDropdownClose: onClose });
  const branches = useMemo(() => matching(tree, search), [tree, search]);
  const exact = [...tree.byId.values()].some(({ name }) => name.toLowerCase() === search.trim().toLowerCase());

  useEffect(() => {
    const timer = setTimeout(() => combobox.focusSearchInput(), 0);
    return () => clearTimeout(timer);
    // Once, when it opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const { selectFirstOption, resetSelectedOption } = combobox;
  useEffect(() => {
    if (search) selectFirstOption();
    else resetSelectedOption();
  }, [search, branches, selectFirstOption, resetSelectedOption]);

  const submit = (option: string) => {
    if (option === CREATE) {
      // Not by the mutation's callbacks: they end with the picker, which closes now.
      create.mutateAsync({ name: search.trim() }).then(({ id }) => onPick(id), notifyProblem);
    } else {
      onPick(option === NONE ? null : option);
    }
    onClose();
  };

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={submit}
      width={300}
      position="bottom-start"
      withinPortal
      shadow="lg"
      radius="md"
      middlewares={{ flip: true, shift: true }}
    >
      <Combobox.Target withAriaAttributes={false} withKeyboardNavigation={false}>
        <span style={{ display: 'inline-flex', maxWidth: '100%', minWidth: 0 }}>{children}</span>
      </Combobox.Target>
      <Combobox.Dropdown
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => event.key === 'Escape' && (event.stopPropagation(), onClose())}
      >
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          data-combobox-search
          onBlur={onClose}
          placeholder="Find a category"
          aria-label="Find a category"
        />
        <Combobox.Options aria-label="Categories">
          <ScrollArea.Autosize mah={300} type="scroll">
            {clearable && value && !search && (
              <Combobox.Option value={NONE}>
                <span className={classes.group}>
                  <IconX size={16} aria-hidden /> No category
                </span>
              </Combobox.Option>
            )}
            {branches.map(({ primary, children: detailed, offered }) => [
              offered ? (
                <Combobox.Option key={primary.id} value={primary.id} active={primary.id === value}>
                  <PrimaryName primary={primary} tree={tree} />
                </Combobox.Option>
              ) : (
                <div key={primary.id} className={classes.above} aria-hidden>
                  <PrimaryName primary={primary} tree={tree} />
                </div>
              ),
              ...detailed.map((category) => (
                <Combobox.Option key={category.id} value={category.id} active={category.id === value} className={classes.child}>
                  {category.name}
                </Combobox.Option>
              )),
            ])}
            {branches.length === 0 && !creatable && <Combobox.Empty>No category of that name</Combobox.Empty>}
            {creatable && search.trim().length > 1 && !exact && (
              <Combobox.Option value={CREATE}>
                <span className={classes.group}>
                  <IconPlus size={16} aria-hidden /> Create “{search.trim()}”
                </span>
              </Combobox.Option>
            )}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function PrimaryName({ primary, tree }: { primary: Category; tree: CategoryTree }) {
  return (
    <span className={classes.group}>
      <CategoryIcon look={tree.lookOf(primary.id)} size={22} />
      <span className={classes.optionText}>{primary.name}</span>
    </span>
  );
}

/**
 * The branches with what `search` finds. A primary that is found brings everything below it; one that is not stands above what
 * was found in it but is not offered, so that Enter takes what was looked for.
 */
function matching({ branches }: CategoryTree, search: string): (CategoryBranch & { offered: boolean })[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const hit = (name: string) => words.every((word) => name.toLowerCase().includes(word));
  return branches
    .map(({ primary, children }) => {
      const offered = hit(primary.name);
      return { primary, children: offered ? children : children.filter(({ name }) => hit(name)), offered };
    })
    .filter(({ children, offered }) => children.length > 0 || offered);
}
