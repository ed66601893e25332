import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { SETTINGS } from '../../src/config/config.ts';

const readme = readFileSync('README.md', 'utf8');
const pages = ['README.md', ...readdirSync('docs').flatMap((file) => (file.endsWith('.md') ? [`docs/${file}`] : []))];

describe('the README', () => {
    it('describes every setting that is read, and no other', () => {
        const table = readme.split('## Settings')[1]?.split('\n## ')[0] ?? '';
        const described = table
            .split('\n')
            .filter((line) => line.startsWith('| `'))
            .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name));

        expect(described.sort()).toEqual([...SETTINGS].sort());
    });

    it('names only commands that exist', () => {
        const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
        const named = [...readme.matchAll(/npm (?:run )?([\w:]+)/g)].map(([, name]) => name ?? '').filter((name) => name !== 'ci');

        expect(named.filter((name) => !(name in scripts))).toEqual([]);
    });
});

describe('every page', () => {
    it.each(pages)('%s names only files that exist', (page) => {
        const text = readFileSync(page, 'utf8');
        const linked = [...text.matchAll(/\]\((?!https?:)([^)\s]+)/g)].map(([, path]) => `${page.startsWith('docs/') ? 'docs/' : ''}${path}`);
        const named = [...text.matchAll(/`((?:src|test|cards|docs|scripts)\/[\w./-]+)`/g)].map(([, path]) => path ?? '');

        expect([...linked, ...named].filter((path) => !existsSync(path))).toEqual([]);
    });
});
