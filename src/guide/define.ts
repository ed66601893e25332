import type { FixLine, Risk, Section, SectionId, Step, StepSpec } from './guide.ts';
import type { SourceId } from './sources.ts';

const NO_CODES = { no: [], hint: [], yes: [] } as const;

/** A step from its short form. The id is kept as a literal type, so that a wrong step name does not compile. */
export function step<const Id extends string>(id: Id, spec: StepSpec<SourceId>): Step<Id, SourceId> {
    return { ...spec, id, codes: { ...NO_CODES, ...spec.codes }, commands: spec.commands ?? [] };
}

/** A section from its steps, in reading order. */
export function defineSection<const Id extends SectionId, const Steps extends readonly Step[]>(id: Id, steps: Steps): Section<Id, Steps> {
    return { id, steps };
}

const line =
    (risk: Risk) =>
    (command?: string): FixLine =>
        command === undefined ? { risk } : { risk, command };

/** A line of a fix that only looks, waits or prepares. */
export const reads = line('reads');
/** A line of a fix that changes a setting or an object. */
export const changes = line('changes');
/** A line of a fix that restarts something, opens the wizard or needs a reboot. */
export const interrupts = line('interrupts');
