// SPDX-License-Identifier: Apache-2.0
// The few functions of d3-geo and topojson-client that map.ts calls; neither package brings types.
declare module 'd3-geo' {
	type Point = [number, number];
	interface Projection {
		rotate(angles: Point): this;
		precision(distance: number): this;
		scale(scale: number): this;
		translate(point: Point): this;
		(point: Point): Point | null;
	}
	interface Context {
		moveTo(x: number, y: number): void;
		lineTo(x: number, y: number): void;
		closePath(): void;
		arc(): void;
	}
	export function geoEqualEarth(): Projection;
	export function geoEqualEarthRaw(longitude: number, latitude: number): Point;
	export function geoPath(projection: Projection, context: Context): (shape: object) => void;
	export function geoCentroid(shape: object): Point;
	export function geoContains(shape: object, point: Point): boolean;
}

declare module 'topojson-client' {
	export function feature(topology: object, geometry: object): { type: 'Feature'; geometry: { type: string; coordinates: unknown } };
}
