import { PasswordInput, Progress, Text, type PasswordInputProps } from '@mantine/core';

const LEAST = 8;

/** Length is what makes a password strong; nothing else is asked of it. */
function hint(length: number): { text: string; share: number; color: string } {
  if (length === 0)
    return { text: `At least ${LEAST} characters. A few words in a row are easy to keep.`, share: 0, color: 'gray' };
  if (length < LEAST) return { text: `${LEAST - length} more to go`, share: (length / LEAST) * 30, color: 'amber' };
  if (length < 12) return { text: 'Long enough. Longer is stronger.', share: 50, color: 'amber' };
  if (length < 16) return { text: 'Good length', share: 78, color: 'green' };
  return { text: 'Excellent length', share: 100, color: 'green' };
}

/** A field for a new password, with a hint by its length. */
export function NewPasswordField({ value, ...props }: PasswordInputProps & { value: string }) {
  const { text, share, color } = hint(value.length);
  return (
    <div>
      <PasswordInput autoComplete="new-password" maxLength={128} value={value} {...props} />
      <Progress value={share} color={color} size={3} mt={8} aria-hidden />
      <Text size="xs" c="dimmed" mt={4} aria-live="polite">
        {text}
      </Text>
    </div>
  );
}
