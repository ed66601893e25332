import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { MICROSOFT_SUPPORT } from '../../src/guide/escalations.ts';
import { SECTION_IDS, type SeedId } from '../../src/guide/guide.ts';
import { allSteps, guide, isStepId, stepOf } from '../../src/guide/index.ts';
import { ROUTES } from '../../src/guide/routes.ts';
import { SOURCES, type Source } from '../../src/guide/sources.ts';

/** The statements of the seed document: sixteen on configuration, five on connectivity, two on what to do then. */
const SEED: readonly SeedId[] = [
    ...Array.from({ length: 16 }, (_, index) => `S1.${index + 1}` as const),
    ...Array.from({ length: 5 }, (_, index) => `S2.${index + 1}` as const),
    ...Array.from({ length: 2 }, (_, index) => `S3.${index + 1}` as const),
];

describe('the guide', () => {
    it('has the three sections of the seed, in order, and 34 steps', () => {
        expect(guide.sections.map(({ id }) => id)).toEqual([...SECTION_IDS]);
        expect(guide.sections.map(({ steps }) => steps.length)).toEqual([11, 9, 14]);
    });

    it('carries every statement of the seed, each in one step of its section', () => {
        const carried = guide.sections.flatMap((section, index) =>
            section.steps.flatMap(({ origin }) => origin.map((id) => [id, index + 1] as const)),
        );

        expect(carried.map(([id]) => id).sort()).toEqual([...SEED].sort());
        expect(carried.filter(([id, section]) => !id.startsWith(`S${section}.`))).toEqual([]);
    });

    it('names no step twice', () => {
        expect(new Set(allSteps.map(({ id }) => id)).size).toBe(allSteps.length);
    });

    it.each(allSteps)('$id has a weight, minutes, a place, a source with an address and a fix', (step) => {
        expect(step.weight).toBeGreaterThanOrEqual(1);
        expect(step.weight).toBeLessThanOrEqual(20);
        expect(step.minutes).toBeGreaterThanOrEqual(1);
        expect(step.places).not.toEqual([]);
        expect(step.fix).not.toEqual([]);
        const sources: readonly Source[] = step.sources.map((id) => SOURCES[id]);
        expect(sources.some(({ url }) => url !== undefined)).toBe(true);
    });

    it.each(allSteps)('$id: no code settles it both ways, and a hint settles nothing', ({ codes }) => {
        const all = [...codes.no, ...codes.hint, ...codes.yes];

        expect(new Set(all).size).toBe(all.length);
    });

    it('links only to Microsoft, over https', () => {
        const urls = [MICROSOFT_SUPPORT, ...Object.values<Source>(SOURCES).flatMap(({ url }) => url ?? [])];

        for (const url of urls)
            expect(new URL(url)).toMatchObject({ protocol: 'https:', host: expect.stringMatching(/^(learn|entra)\.microsoft\.com$/) });
    });

    it('uses every source', () => {
        const used = new Set<string>(allSteps.flatMap(({ sources }) => sources));

        expect(Object.keys(SOURCES).filter((id) => !used.has(id))).toEqual([]);
    });

    it('has a route for each routing step and for no other', () => {
        expect(Object.keys(ROUTES).sort()).toEqual(
            allSteps
                .filter(({ routing }) => routing)
                .map(({ id }) => id)
                .sort(),
        );
    });

    it('knows its steps by name, and no other names', () => {
        expect(stepOf('firewall').weight).toBe(20);
        expect(isStepId('toString')).toBe(false);
        expect(isStepId('__proto__')).toBe(false);
    });

    it('never spells the relay host the wrong way of the seed', () => {
        const wrong = ['servicebus.windows', 'networks'].join('.');
        const files = ['src/text', 'src/guide', 'src/guide/sections', 'cards', 'docs'].flatMap((folder) =>
            readdirSync(folder, { withFileTypes: true })
                .filter((entry) => entry.isFile() && /\.(ts|json|md)$/.test(entry.name))
                .map((entry) => `${folder}/${entry.name}`),
        );

        expect(files.length).toBeGreaterThan(10);
        expect(files.filter((file) => readFileSync(file, 'utf8').includes(wrong))).toEqual([]);
    });
});
