import { readFileSync, writeFileSync } from 'node:fs';
import { SECTION_IDS } from '../src/guide/guide.ts';
import { allSteps, type GuideStep, guide } from '../src/guide/index.ts';
import type { Route } from '../src/guide/routes.ts';
import { SOURCES, SOURCES_VERIFIED, type Source } from '../src/guide/sources.ts';
import { textsOf } from '../src/text/index.ts';

/** Draws the guide into docs/guide.md, from the guide itself; with `--check` it only tells whether the file is current. */

const FILE = new URL('../docs/guide.md', import.meta.url);
const texts = textsOf('en');
const node = (id: string): string => id.replaceAll('-', '_');

function drawSection(id: (typeof SECTION_IDS)[number]): string[] {
    const steps = guide.sections.find((section) => section.id === id)?.steps ?? [];
    return [
        `    subgraph ${node(id)}["${texts.sections[id].name}"]`,
        '        direction TB',
        ...steps.map(
            ({ id: step, routing }) => `        ${node(step)}${routing ? `{{"${texts.steps[step].heading}"}}` : `["${texts.steps[step].heading}"]`}`,
        ),
        `        ${steps.map((step) => node(step.id)).join(' --> ')}`,
        '    end',
    ];
}

/** Where a routing answer leads: to the first step it names. */
function drawRoute(id: string, answer: string, { next }: Route): string[] {
    const [first] = next ?? [];
    return first === undefined ? [] : [`    ${node(id)} -- ${answer} --> ${node(first)}`];
}

function drawGuide(): string[] {
    return [
        'flowchart TB',
        `    entry(["${texts.graph.entry}"])`,
        ...SECTION_IDS.flatMap(drawSection),
        ...SECTION_IDS.map((id) => `    entry --> ${node(id)}`),
        ...Object.entries(guide.routes).flatMap(([id, { yes, no }]) => [...drawRoute(id, 'yes', yes), ...drawRoute(id, 'no', no)]),
        ...allSteps.flatMap(({ id, exit }) => (exit ? [`    ${node(id)} -. no .-> end_${node(exit)}(["${texts.exits[exit].heading}"])`] : [])),
        `    proof{"${texts.graph.prove}"} -- yes --> solved(["${texts.graph.solved}"])`,
        ...SECTION_IDS.map((id) => `    ${node(id)} -. a fix .-> proof`),
        ...SECTION_IDS.map((id) => `    ${node(id)} -. nothing left .-> escalated(["${texts.graph.escalated}"])`),
    ];
}

function row({ id, origin, weight, minutes, places, sources }: GuideStep): string {
    const links = sources.map((name) => {
        const { title, url }: Source = SOURCES[name];
        return url ? `[${name}](${url} "${title}")` : name;
    });
    return `| \`${id}\` | ${texts.steps[id].question} | ${origin.join(' ') || 'added'} | ${weight} | ${minutes} | ${places.join(', ')} | ${links.join(' ')} |`;
}

const page = [
    '# The guide',
    '',
    'Made by `npm run docs` from `src/guide` and `src/text/en.json`; CI checks that it is current.',
    '',
    '```mermaid',
    ...drawGuide(),
    '```',
    '',
    'Boxes are steps; six-sided boxes are routing steps, whose *no* is a result and not a fault. Inside a section the arrows show the order where no routing answer says otherwise. Every *no* of a step shows its fix.',
    '',
    ...guide.sections.flatMap((section) => [
        `## ${texts.sections[section.id].name}`,
        '',
        '| Step | Question (*yes* means in order) | Carries | Weight | Minutes | Where | Sources |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        ...section.steps.map(row),
        '',
    ]),
    `*Carries* names the statements of the seed document (S1.1 to S3.2) that stand in the step. Sources were read against the steps in ${SOURCES_VERIFIED}.`,
    '',
].join('\n');

if (!process.argv.includes('--check')) {
    writeFileSync(FILE, page);
} else if (readFileSync(FILE, 'utf8') !== page) {
    process.stderr.write('docs/guide.md is not current. Run "npm run docs" and commit the result.\n');
    process.exit(1);
}
