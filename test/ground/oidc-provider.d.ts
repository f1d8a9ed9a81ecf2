// SPDX-License-Identifier: Apache-2.0
// The little that we use of a test library that comes without types.
declare module 'oidc-provider' {
	export default class Provider {
		constructor(issuer: string, settings: object);
		callback(): import('node:http').RequestListener;
	}
}
