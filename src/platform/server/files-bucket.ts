// SPDX-License-Identifier: Apache-2.0
// Keeps files in an S3-compatible bucket, each under its SHA-256. The client library is loaded only where a bucket is configured.
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Bucket } from '../configuration.ts';
import { type Home, isDigest, placeOf } from './files-home.ts';

export function openBucket({ bucket, endpoint, region, keys }: Bucket): Home {
	const library = import('@aws-sdk/client-s3');
	let opened: Promise<S3Client> | undefined;
	const client = () =>
		(opened ??= library.then(
			({ S3Client }) =>
				new S3Client({
					region,
					...(endpoint ? { endpoint, forcePathStyle: true } : {}),
					// Without keys here the library asks the standard variables and places itself.
					...(keys ? { credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret } } : {}),
					maxAttempts: 3,
					requestHandler: { connectionTimeout: 5000, socketTimeout: 30_000, requestTimeout: 300_000, throwOnRequestTimeout: true },
					// Stores other than Amazon's often do not know the checksums that the library would add.
					requestChecksumCalculation: 'WHEN_REQUIRED',
					responseChecksumValidation: 'WHEN_REQUIRED'
				})
		));
	const object = (sha256: string) => ({ Bucket: bucket, Key: placeOf(sha256) });

	async function has(sha256: string): Promise<boolean> {
		const { HeadObjectCommand } = await library;
		try {
			await (await client()).send(new HeadObjectCommand(object(sha256)));
			return true;
		} catch (fault) {
			if (isAbsent(fault)) return false;
			throw fault;
		}
	}

	return {
		has,
		async *all() {
			const { ListObjectsV2Command } = await library;
			for (let token: string | undefined, more = true; more; more = token !== undefined) {
				const page = await (await client()).send(new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: token }));
				for (const { Key = '', Size = 0 } of page.Contents ?? []) {
					const sha256 = Key.split('/').at(-1) as string;
					if (isDigest(sha256) && Key === placeOf(sha256)) yield { sha256, size: Size };
				}
				token = page.NextContinuationToken;
			}
		},
		async keep(path, { sha256, size, mediaType }) {
			if (await has(sha256)) return;
			const { PutObjectCommand } = await library;
			const body = createReadStream(path);
			try {
				await (await client()).send(new PutObjectCommand({ ...object(sha256), Body: body, ContentLength: size, ContentType: mediaType }));
			} finally {
				body.destroy();
			}
		},
		async open(sha256, range) {
			const { GetObjectCommand } = await library;
			const part = range ? { Range: `bytes=${range.first}-${range.last}` } : {};
			try {
				const { Body } = await (await client()).send(new GetObjectCommand({ ...object(sha256), ...part }));
				return (Body as Readable | undefined) ?? null;
			} catch (fault) {
				if (isAbsent(fault)) return null;
				throw fault;
			}
		},
		async remove(sha256) {
			const { DeleteObjectCommand } = await library;
			await (await client()).send(new DeleteObjectCommand(object(sha256)));
		},
		close() {
			opened?.then((each) => each.destroy()).catch(() => {});
		}
	};
}

/** A missing bucket is a fault of the configuration, not a missing file. */
const isAbsent = (fault: unknown): boolean => ['NotFound', 'NoSuchKey'].includes((fault as Error).name);
