import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconLogout } from '@tabler/icons-react';
import { fieldErrors, isProblem, messageOf } from '../../api/problem';
import { useChangePassword } from '../../api/security';
import { useUser } from '../../api/session';
import { signOut } from '../../api/sign-out';
import { Section } from '../../components/page';
import { NewPasswordField } from '../../components/password-field';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { formatInstant } from '../../format/dates';
import classes from './settings.module.css';

export default function Profile() {
  const { name, email, role, createdAt } = useUser();
  return (
    <>
      <Section title="Profile" flush>
        <div className={classes.row}>
          <div className={classes.words}>
            <strong>{name ?? email}</strong>
            <span>
              {name && `${email} · `}
              {role === 'admin' ? 'Owner' : 'Member'} · since {formatInstant(createdAt)}
            </span>
          </div>
          <Button variant="default" leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
            Sign out
          </Button>
        </div>
      </Section>
      <Section title="Password" description="A change ends your sessions on other devices.">
        <PasswordForm email={email} />
      </Section>
    </>
  );
}

function PasswordForm({ email }: { email: string }) {
  const change = useChangePassword();
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: {
      currentPassword: (value) => (value ? null : 'Enter your present password'),
      newPassword: (value) => (value.length >= 8 ? null : 'At least 8 characters'),
    },
  });
  const submit = form.onSubmit((values) =>
    change.mutate(values, {
      onSuccess: () => {
        notifyDone('Password changed. Other sessions have ended.');
        form.reset();
      },
      onError: (error) => {
        if (isProblem(error, 'auth.weak-password')) form.setFieldError('newPassword', messageOf(error));
        else if (isProblem(error, 'auth.invalid-credentials'))
          form.setFieldError('currentPassword', 'This is not your present password');
        else form.setErrors(fieldErrors(error));
      },
    }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={380}>
        {/* For password managers, which save the new password under this name. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          label="Present password"
          autoComplete="current-password"
          maxLength={128}
          {...form.getInputProps('currentPassword')}
        />
        <NewPasswordField label="New password" {...form.getInputProps('newPassword')} value={form.values.newPassword} />
        {change.isError && Object.keys(form.errors).length === 0 && <ProblemNotice error={change.error} />}
        <Group>
          <Button type="submit" loading={change.isPending}>
            Change password
          </Button>
          {change.isSuccess && (
            <Text size="sm" c="dimmed">
              Changed
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
