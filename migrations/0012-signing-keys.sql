-- The keys that receipts of submissions are signed with. Made at first need; one is in use at a time.
create table platform.signing_keys (
	id text primary key,
	public_key text not null,
	private_key text,
	created_at timestamptz not null,
	retired_at timestamptz,
	check ((retired_at is null) = (private_key is not null))
);
comment on table platform.signing_keys is 'Ed25519 keys that receipts are signed with. Whoever reads the private key can sign in the name of the platform: it is as secret as the key of sessions.';
comment on column platform.signing_keys.id is 'Fingerprint of the public key (RFC 7638), which receipts name.';
comment on column platform.signing_keys.public_key is 'The 32 bytes of the public key as base64url, as a JSON Web Key writes them. Published, also of retired keys.';
comment on column platform.signing_keys.private_key is 'PKCS #8, DER in base64. Null once the key is retired: it signs nothing any more.';
comment on column platform.signing_keys.created_at is 'When it was made.';
comment on column platform.signing_keys.retired_at is 'When another took its place. What it signed stays valid.';
create unique index signing_keys_in_use on platform.signing_keys ((true)) where retired_at is null;
comment on index platform.signing_keys_in_use is 'One key is in use at a time, whoever makes it first.';
