import { Input, UnstyledButton } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { useId, useState, type ReactNode } from 'react';
import { CategoryLabel } from './category-chip';
import { CategoryPicker } from './category-picker';
import classes from './category-select.module.css';

interface SelectProps {
  label: string;
  description?: ReactNode;
  value: string | undefined | null;
  onChange: (categoryId: string | null) => void;
  placeholder?: string;
  error?: ReactNode;
  clearable?: boolean;
  creatable?: boolean;
}

/** A category as a form field. */
export function CategorySelect({
  label,
  description,
  value,
  onChange,
  placeholder = 'Choose a category',
  error,
  clearable,
  creatable,
}: SelectProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = (
    <UnstyledButton
      id={id}
      className={classes.field}
      onClick={() => setOpen(true)}
      aria-haspopup="listbox"
      aria-expanded={open}
      data-invalid={error ? true : undefined}
    >
      {value ? <CategoryLabel id={value} /> : <span className={classes.placeholder}>{placeholder}</span>}
      <IconSelector size={16} aria-hidden />
    </UnstyledButton>
  );
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error}>
      <div className={classes.wrap}>
        {open ? (
          <CategoryPicker
            value={value}
            onPick={onChange}
            onClose={() => setOpen(false)}
            clearable={clearable}
            creatable={creatable}
          >
            {button}
          </CategoryPicker>
        ) : (
          button
        )}
      </div>
    </Input.Wrapper>
  );
}
