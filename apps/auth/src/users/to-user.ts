import type { User } from '#contracts/auth';
import type { UserEntity } from './user.entity.js';

/** What others may know of a user: nothing of the password. */
export function toUser(user: UserEntity): User {
  return {
    id: user.id,
    email: user.email,
    ...(user.name === null ? {} : { name: user.name }),
    role: user.role,
    createdAt: user.createdAt.toISOString(),
  };
}
