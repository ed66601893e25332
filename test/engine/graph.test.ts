import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Case } from '../../src/engine/case.ts';
import type { Intent } from '../../src/engine/event.ts';
import { deadEnds, FORWARD, type Graph, graphOf, longestWalk, placeOf, reachable } from '../../src/engine/graph.ts';
import type { Rules } from '../../src/engine/position.ts';
import { EXIT_IDS, SECTION_IDS } from '../../src/guide/guide.ts';
import { allSteps, guide } from '../../src/guide/index.ts';
import { newCase, RULES, say } from '../support/walker.ts';

const graph = graphOf(RULES);

/** The graph without what an intent at a place leads to. */
function without(place: string, intent: Intent['kind']): Graph {
    const edges = new Map(graph.get(place));
    expect(edges.delete(intent)).toBe(true);
    return new Map([...graph, [place, edges]]);
}

describe('the graph of the guide', () => {
    it('reaches an end from every place', () => {
        expect(deadEnds(graph)).toEqual([]);
    });

    it('asks every step, shows every fix and reaches every end', () => {
        const places = reachable(graph);

        expect(allSteps.filter(({ id }) => !places.has(`ask:${id}`) || !places.has(`fix:${id}`))).toEqual([]);
        expect(['solved', 'escalated', ...EXIT_IDS].filter((end) => !places.has(`end:${end}`))).toEqual([]);
    });

    it('proves every fix that is no exit of its own', () => {
        const places = reachable(graph);

        expect(allSteps.filter((step) => !places.has(`prove:${step.id}`)).map(({ id }) => id)).toEqual(['reached-ad']);
    });

    it('leaves no place without a way on for each intent that its card offers', () => {
        for (const [place, edges] of graph) {
            if (place.startsWith('ask:'))
                expect([place, [...edges.keys()]]).toEqual([place, expect.arrayContaining(['yes', 'no', 'unsure', 'skip'])]);
            if (place.startsWith('fix:')) expect([place, [...edges.keys()]]).toEqual([place, expect.arrayContaining(['yes', 'no', 'cannot'])]);
            if (place.startsWith('prove:')) expect([place, [...edges.keys()]]).toEqual([place, expect.arrayContaining(['yes', 'no'])]);
        }
    });

    it('would show a missing edge: to a proof', () => {
        expect(reachable(without('fix:firewall', 'yes')).has('prove:firewall')).toBe(false);
    });

    it('would show a missing edge: out of a proof', () => {
        const cut = new Map(without('prove:firewall', 'yes'));
        cut.set('prove:firewall', new Map());

        expect(deadEnds(cut)).toEqual(['prove:firewall']);
    });

    it('would show a missing edge: into the gate of every section', () => {
        expect(reachable(without('start', 'start')).size).toBe(1);
    });

    it('would show a step that no order asks', () => {
        const forgetful: Rules = { guide, policy: (...args) => RULES.policy(...args).filter((id) => id !== 'tls12') };

        expect(reachable(graphOf(forgetful)).has('ask:tls12')).toBe(false);
    });
});

describe('random walks', () => {
    it('all end, within the longest walk that the guide allows, at places of the graph', () => {
        const seen = new Set<string>();
        fc.assert(
            fc.property(fc.constantFrom(...SECTION_IDS), fc.infiniteStream(fc.nat(1000)), (section, choices) => {
                let c: Case = say(newCase(), { kind: 'start', section }).case;
                let events = 1;
                while (c.position.at !== 'end') {
                    const place = placeOf(c.position);
                    const offered = [...(graph.get(place)?.keys() ?? [])].filter((kind) => FORWARD[c.position.at].includes(kind));
                    const kind = offered[choices.next().value % offered.length];
                    if (kind === undefined) throw new Error(`${place} has no way on.`);
                    const next = say(c, kind).case;
                    // Only the way to the question about the engine is closed once that is answered.
                    if (next === c) expect(kind).toBe('engine');
                    else events += 1;
                    expect(graph.has(placeOf(next.position))).toBe(true);
                    expect(events).toBeLessThanOrEqual(longestWalk(guide));
                    c = next;
                    seen.add(place);
                }
            }),
            { numRuns: 10_000 },
        );
        expect(seen.size).toBeGreaterThan(90);
    });
});
