/** What somebody looks at on a map, as an address has it: the middle's longitude and latitude, the scale, and whether places stand apart. */

export interface Look {
  lon: number;
  lat: number;
  scale: number;
  apart: boolean;
}

/** `12.5,41.9,6`, with `,apart` behind it where every place stands by itself. */
export function lookedAt({ lon, lat, scale, apart }: Look): string {
  return [lon.toFixed(2), lat.toFixed(2), String(Math.round(scale * 100) / 100), ...(apart ? ['apart'] : [])].join(',');
}

/** What such words say; undefined where they are none. */
export function lookOf(words: string | null): Look | undefined {
  const [lon, lat, scale] = (words ?? '').split(',').slice(0, 3).map(Number);
  const holds = words && lon !== undefined && lat !== undefined && scale !== undefined && Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && scale >= 1 && scale <= 60;
  return holds ? { lon, lat, scale, apart: words.endsWith(',apart') } : undefined;
}
