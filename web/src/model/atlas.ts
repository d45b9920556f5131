/** Borders (Natural Earth, de facto), part of the page: loaded once a map is shown, nothing from elsewhere. */
import codes from 'i18n-iso-countries/codes.json';
import { feature } from 'topojson-client';

export interface Land {
  id: string;
  /** ISO 3166-1 alpha-3; null where the atlas has no code. */
  code: string | null;
  name: string;
  shape: unknown;
}

const ALPHA3 = new Map((codes as [string, string, string, string][]).map((row) => [row[2], row[1]]));
const loaded = new Map<boolean, Promise<Land[]>>();

async function load(detailed: boolean): Promise<Land[]> {
  const topology = await (detailed ? import('world-atlas/countries-50m.json') : import('world-atlas/countries-110m.json'));
  // The package describes its files only as JSON.
  const world = topology.default as unknown as Parameters<typeof feature>[0];
  const shapes = feature(world, world.objects.countries as never) as unknown as {
    features: { id?: string; properties: { name: string } }[];
  };
  return shapes.features.map((shape, i) => ({
    id: `${shape.id ?? ''}-${i}`,
    code: ALPHA3.get(String(shape.id ?? '').padStart(3, '0')) ?? null,
    name: shape.properties.name,
    shape,
  }));
}

/** All lands; `detailed` for a close look. */
export function atlas(detailed: boolean): Promise<Land[]> {
  let found = loaded.get(detailed);
  if (!found) {
    found = load(detailed);
    found.catch(() => loaded.delete(detailed));
    loaded.set(detailed, found);
  }
  return found;
}
