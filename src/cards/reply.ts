import type { Binding, Intent } from '../engine/event.ts';
import { SECTION_IDS } from '../guide/guide.ts';
import { isStepId } from '../guide/index.ts';
import { LOCALES } from '../text/index.ts';

/** What a tap says. */
export interface Reply {
    readonly intent: Intent;
    readonly binding?: Binding;
}

const PLAIN = ['hello', 'yes', 'no', 'unsure', 'skip', 'cannot', 'exit', 'engine', 'back', 'escalate', 'help', 'status'] as const;

/** Reads the data of a tapped button. It comes from a client: nothing but known shapes gets through. */
export function readReply(data: unknown): Reply | undefined {
    if (!isRecord(data)) return undefined;
    const intent = readIntent(data['intent']);
    if (intent === undefined) return undefined;
    const binding = readBinding(data);
    // Only what the greeting offers may come without a case.
    if (binding === undefined && !['start', 'language', 'help', 'hello', 'status'].includes(intent.kind)) return undefined;
    return binding === undefined ? { intent } : { intent, binding };
}

function readIntent(value: unknown): Intent | undefined {
    if (!isRecord(value)) return undefined;
    const { kind } = value;
    const plain = PLAIN.find((name) => name === kind);
    if (plain) return { kind: plain };
    const section = SECTION_IDS.find((id) => id === value['section']);
    if (kind === 'start' && section) return { kind, section };
    const locale = LOCALES.find((known) => known === value['locale']);
    if (kind === 'language' && locale) return { kind, locale };
    const { step } = value;
    if (kind === 'reopen' && typeof step === 'string' && isStepId(step)) return { kind, step };
    if (kind === 'restart') return { kind, confirmed: value['confirmed'] === true };
    return undefined;
}

function readBinding({ case: caseId, revision, step }: Readonly<Record<string, unknown>>): Binding | undefined {
    if (typeof caseId !== 'string' || typeof revision !== 'number') return undefined;
    return typeof step === 'string' ? { caseId, revision, step } : { caseId, revision };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
