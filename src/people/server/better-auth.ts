// SPDX-License-Identifier: Apache-2.0
// The library that keeps credentials, on one connection of ours: how its tables are called here and what it may do. The only place that configures it.
// None of it is reachable over HTTP: our acts call it, so that pages work without JavaScript (docs/decisions/0003-accounts.md).
import { betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins';
import type { Kysely } from 'kysely';
import { randomUUID } from 'node:crypto';
import type { Tables } from '#platform/server/tables.ts';
import { longest, shortest } from '../password.ts';

/** Twelve hours without a request end a session, fourteen days end it in any case. */
export const idleSeconds = 12 * 60 * 60;
export const absoluteSeconds = 14 * 24 * 60 * 60;

/** How passwords are hashed and compared. Acts prepare both before their transaction, so that no transaction waits for scrypt. */
export interface Passwords {
	hash(password: string): Promise<string>;
	verify(compared: { hash: string; password: string }): Promise<boolean>;
}

const unprepared: Passwords = {
	hash: () => Promise.reject(new Error('the password was not hashed before the transaction')),
	verify: () => Promise.reject(new Error('the password was not checked before the transaction'))
};

export interface Setting {
	/** Of keyOf(). */
	key: string;
	/** ORIGIN: over https the cookies are bound to the host and secure. */
	origin: string;
	passwords?: Passwords;
	/** Takes the secret part of a link for a new password. */
	onResetLink?: (link: { account: string; token: string }) => void;
	/** Compares the tables with what the library expects, at the first call; a test does. */
	checksTables?: boolean;
}

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** Names of the cookies; `__Host-` binds them to this host and path, which browsers take over https alone. */
export const cookieNames = (origin: string) => {
	const prefix = origin.startsWith('https:') ? '__Host-' : '';
	return { session: `${prefix}session`, secondStep: `${prefix}second-step`, signOn: `${prefix}sign-on` };
};

/** Opens a session for an account that proved itself in another way: by an invitation or by a passkey. */
const openSession = {
	id: 'open-session',
	endpoints: {
		openSession: createAuthEndpoint.serverOnly({ method: 'POST', metadata: { $Infer: { body: {} as { account: string } } } }, async (context) => {
			const { account } = context.body as { account: string };
			const user = await context.context.internalAdapter.findUserById(account);
			if (!user) throw new Error(`no account ${account}`);
			const session = await context.context.internalAdapter.createSession(account);
			await setSessionCookie(context, { session, user });
			return context.json({ account, token: session.token });
		})
	}
};

/**
 * The library on a connection, as a rule the transaction of an act. Making one costs about a millisecond.
 * With a transaction, everything that it does is done or undone with the rest of the act.
 */
export function authorityOn(db: Kysely<Tables>, setting: Setting) {
	const { key, origin, passwords = unprepared, onResetLink, checksTables = false } = setting;
	const names = cookieNames(origin);
	return betterAuth({
		appName: 'Minamata Exchange Platform',
		baseURL: origin,
		// Both forms are given, so that no variable of the environment can take their place.
		secret: key,
		secrets: [{ version: 1, value: key }],
		telemetry: { enabled: false },
		// Our acts say what happened; a wrong password is no fault of the platform.
		logger: { disabled: true },
		rateLimit: { enabled: false },
		database: { db, type: 'postgres', schemaName: 'people', transaction: false },
		user: {
			modelName: 'accounts',
			fields: { emailVerified: 'email_verified', ...times },
			additionalFields: { language: { type: 'string', required: false, defaultValue: 'en' } }
		},
		account: {
			modelName: 'credentials',
			fields: {
				userId: 'account_id',
				accountId: 'provider_account',
				providerId: 'provider',
				accessToken: 'access_token',
				refreshToken: 'refresh_token',
				idToken: 'id_token',
				accessTokenExpiresAt: 'access_token_expires_at',
				refreshTokenExpiresAt: 'refresh_token_expires_at',
				...times
			}
		},
		session: {
			modelName: 'sessions',
			fields: { userId: 'account_id', expiresAt: 'expires_at', ipAddress: 'address', userAgent: 'user_agent', ...times },
			expiresIn: idleSeconds,
			disableSessionRefresh: true,
			// Sensitive acts ask for the password instead.
			freshAge: 0
		},
		verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...times }, storeIdentifier: 'hashed' },
		emailAndPassword: {
			enabled: true,
			// Our rule (password.ts) is asked before; these only keep the library from having another.
			minPasswordLength: shortest,
			maxPasswordLength: longest * 2,
			password: passwords,
			resetPasswordTokenExpiresIn: 60 * 60,
			revokeSessionsOnPasswordReset: true,
			sendResetPassword: async ({ user, token }) => onResetLink?.({ account: user.id, token })
		},
		advanced: {
			database: { generateId: () => randomUUID(), validateSchema: checksTables },
			ipAddress: { disableIpTracking: true },
			// The names carry the prefix themselves: the library knows `__Secure-` alone.
			useSecureCookies: false,
			defaultCookieAttributes: { secure: origin.startsWith('https:') },
			cookies: { session_token: { name: names.session }, two_factor: { name: names.secondStep } }
		},
		plugins: [
			twoFactor({
				issuer: 'Minamata Exchange Platform',
				twoFactorCookieMaxAge: 10 * 60,
				accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 15 * 60 },
				schema: {
					user: { fields: { twoFactorEnabled: 'second_factor' } },
					twoFactor: {
						modelName: 'second_factors',
						fields: { userId: 'account_id', backupCodes: 'backup_codes', failedVerificationCount: 'failures', lockedUntil: 'locked_until' }
					}
				}
			}),
			openSession
		]
	});
}

export type Authority = ReturnType<typeof authorityOn>;
