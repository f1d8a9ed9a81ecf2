// SPDX-License-Identifier: Apache-2.0
// The passwords that are tried first, as far as they could pass the least length once something is added to them.
// Our own short list; compared without case, signs and the digits at the end.

export const commonPasswords: readonly string[] = [
	'password', 'passwordpassword', 'mypassword', 'thisismypassword', 'yourpassword', 'newpassword', 'changeme', 'changemenow', 'changemeplease', 'letmein', 'letmeinplease',
	'letmeinnow', 'welcome', 'welcomeback', 'welcomehome', 'welcometo', 'administrator', 'adminadmin', 'adminadminadmin', 'adminpassword', 'rootroot', 'rootrootroot', 'superuser',
	'supervisor', 'testtest', 'testtesttest', 'testpassword', 'temporary', 'temppassword', 'default', 'defaultpassword', 'secret', 'secretsecret', 'topsecret',
	'qwerty', 'qwertyqwerty', 'qwertyuiop', 'qwertyuiopasdf', 'qwertyuiopasdfghjkl', 'asdfghjkl', 'asdfasdfasdf', 'asdfghjklqwerty', 'zxcvbnm', 'zxcvbnmasdfghjkl', 'qazwsxedc',
	'qazwsxedcrfv', '1qaz2wsx3edc', '1q2w3e4r5t6y', '1q2w3e4r5t', 'q1w2e3r4t5y6', 'azertyuiop', 'azertyuiopqsdf', 'qwertzuiop', 'йцукенгшщзхъ', 'йцукен', 'пароль', 'парольпароль',
	'motdepasse', 'monmotdepasse', 'contraseña', 'contrasena', 'micontraseña', 'bienvenue', 'bienvenido', 'iloveyou', 'iloveyousomuch', 'iloveyouforever', 'teamo', 'jetaime', 'woaini',
	'woaini1314', '5201314', 'football', 'footballfootball', 'baseball', 'basketball', 'superman', 'batman', 'spiderman', 'starwars', 'pokemon', 'princess', 'sunshine', 'mercury',
	'minamata', 'minamataconvention', 'mercurymercury', 'unitednations', 'focalpoint', 'secretariat', 'nationalfocalpoint', 'correcthorsebatterystaple', 'trustno1', 'abc123abc123',
	'a1b2c3d4e5f6', 'abcd1234abcd', 'google', 'facebook', 'computer', 'internet', 'whatever', 'monkeymonkey', 'dragondragon', 'masterpassword', 'passw0rdpassw0rd', '11223344556677',
	'112233445566', '121212121212', '123123123123', '123454321234', '123321123321', '147258369147', '159753159753', '123qweasdzxc', 'qweasdzxc123', 'q1w2e3r4t5', 'zaq12wsxcde3'
];
