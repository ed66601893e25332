import { SECTION_IDS, type SectionId } from '../guide/guide.ts';
import type { Guide, StepId } from '../guide/index.ts';
import { advance } from './advance.ts';
import { type AnswerKind, beginCase, type Case, type Position } from './case.ts';
import type { Intent, Stamp } from './event.ts';
import type { Rules } from './position.ts';

/** A place of the guide: `start`, `ask:<step>`, `fix:<step>`, `prove:<step>`, `offer:<section>` or `end:<end>`. */
export type PlaceName = string;

/** What can follow what: for each place, where each intent can lead. */
export type Graph = ReadonlyMap<PlaceName, ReadonlyMap<Intent['kind'], ReadonlySet<PlaceName>>>;

/** The name of the place where a case stands. */
export function placeOf(position: Position): PlaceName {
    switch (position.at) {
        case 'start':
            return 'start';
        case 'offer':
            return `offer:${position.next}`;
        case 'end':
            return `end:${position.end}`;
        default:
            return `${position.at}:${position.step}`;
    }
}

/** Intents that lead on. Back, restart and the way to Microsoft, which are open everywhere, would make every place reach every other. */
export const FORWARD: Readonly<Record<Position['at'], readonly Intent['kind'][]>> = {
    start: [],
    ask: ['yes', 'no', 'unsure', 'skip', 'engine'],
    fix: ['yes', 'no', 'cannot', 'exit'],
    prove: ['yes', 'no'],
    offer: ['yes', 'no'],
    end: [],
};

const STAMP: Stamp = { by: { id: 'graph', name: '' }, at: '2026-01-01T00:00:00.000Z', zone: 'UTC', spareId: 'graph' };

/**
 * The graph of the guide, found by walking it. Whole paths are astronomically many, so each section is walked once under
 * every outcome of the routing steps, and at every place each intent is tried.
 */
export function graphOf(rules: Rules): Graph {
    const graph: Draft = new Map();
    for (const outcomes of routingOutcomes(rules.guide)) {
        for (const section of SECTION_IDS) explore(rules, section, outcomes, graph);
    }
    return graph;
}

type Draft = Map<PlaceName, Map<Intent['kind'], Set<PlaceName>>>;
type Outcomes = ReadonlyMap<StepId, AnswerKind>;

/** Every combination of answers to the routing steps. */
function routingOutcomes(guide: Guide): Outcomes[] {
    const routing = guide.sections.flatMap((section) => section.steps).filter((step) => step.routing);
    return routing.reduce<Outcomes[]>(
        (all, { id }) => all.flatMap((outcomes) => (['yes', 'no', 'skip'] as const).map((answer) => new Map([...outcomes, [id, answer]]))),
        [new Map()],
    );
}

function explore(rules: Rules, section: SectionId, outcomes: Outcomes, graph: Draft): void {
    const begun = beginCase({ id: 'graph', guide: rules.guide.revision, locale: 'en', zone: 'UTC', startedAt: STAMP.at });
    let c = advance(rules, begun, { intent: { kind: 'start', section }, stamp: STAMP }).case;
    note(graph, begun, 'start', c);
    while (c.position.at !== 'end') {
        look(rules, c, graph);
        if (c.position.at === 'ask') {
            const fix = say(rules, c, 'no');
            look(rules, fix, graph);
            look(rules, say(rules, fix, 'yes'), graph);
        }
        c = say(rules, c, goingOn(c.position, outcomes));
    }
}

/** Tries each intent at the place where a case stands. */
function look(rules: Rules, c: Case, graph: Draft): void {
    for (const kind of FORWARD[c.position.at]) note(graph, c, kind, say(rules, c, kind));
}

/** The intent that keeps a walk going: the assigned answer of a routing step, yes to the others, on from a fix and an offer. */
function goingOn(position: Position, outcomes: Outcomes): Intent['kind'] {
    if (position.at === 'ask') return outcomes.get(position.step) ?? 'yes';
    return position.at === 'fix' ? 'no' : 'yes';
}

function say(rules: Rules, c: Case, kind: Intent['kind']): Case {
    return advance(rules, c, { intent: { kind } as Intent, stamp: STAMP }).case;
}

/** Notes an edge; an intent that changes nothing is none. */
function note(graph: Draft, from: Case, kind: Intent['kind'], to: Case): void {
    if (to === from) return;
    const edges = edgesOf(graph, placeOf(from.position));
    edges.set(kind, (edges.get(kind) ?? new Set()).add(placeOf(to.position)));
    edgesOf(graph, placeOf(to.position));
}

function edgesOf(graph: Draft, place: PlaceName): Map<Intent['kind'], Set<PlaceName>> {
    const edges = graph.get(place) ?? new Map<Intent['kind'], Set<PlaceName>>();
    graph.set(place, edges);
    return edges;
}

/** The places from which no end can be reached: none, if the guide is sound. */
export function deadEnds(graph: Graph): PlaceName[] {
    const alive = new Set([...graph.keys()].filter((place) => place.startsWith('end:')));
    for (let before = -1; before !== alive.size; ) {
        before = alive.size;
        for (const [place, edges] of graph)
            if ([...edges.values()].some((targets) => [...targets].some((target) => alive.has(target)))) alive.add(place);
    }
    return [...graph.keys()].filter((place) => !alive.has(place));
}

/** The places that a walk from the start can come to. */
export function reachable(graph: Graph): ReadonlySet<PlaceName> {
    const found = new Set<PlaceName>(['start']);
    for (const place of found) for (const targets of graph.get(place)?.values() ?? []) for (const target of targets) found.add(target);
    return found;
}

/**
 * The most events that a walk can take when it only goes forward. A step takes at most four: its way to check, its
 * answer, its fix and its proof; a failed proof may open one routing step again (three more); and each offer of a
 * section is followed by a step, so there are no more offers than steps asked.
 */
export function longestWalk(guide: Guide): number {
    const steps = guide.sections.flatMap((section) => section.steps).length;
    const asked = steps * 2;
    return steps * 4 + steps * 3 + asked + 2;
}
