import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';

const AXE = fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url));

/** What the check reads of axe-core's findings. */
interface Finding {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

interface AxePage {
    readonly axe?: { run(context: unknown, options: unknown): Promise<{ readonly violations: readonly Finding[] }> };
}

/** What axe-core finds serious or critical in a part of the page, a line per element. */
export async function violationsIn(part: Locator): Promise<readonly string[]> {
    const page = part.page();
    if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await readFile(AXE, 'utf8'));
    const violations = await part.evaluate(async (element): Promise<readonly Finding[]> => {
        const { axe } = globalThis as AxePage;
        return (await axe?.run(element, { resultTypes: ['violations'] }))?.violations ?? [];
    });
    return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, impact, nodes }) => nodes.map((node) => ({ id, impact, ...node })))
        .map(({ id, impact, html, failureSummary = '' }) => `${impact} ${id}: ${html}\n${failureSummary}`);
}
