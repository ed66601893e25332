/** @type {import('jest').Config} */
export default {
    testEnvironment: 'node',
    extensionsToTreatAsEsm: ['.ts'],
    transform: {
        '^.+\\.ts$': [
            '@swc/jest',
            {
                jsc: { target: 'es2024', parser: { syntax: 'typescript' }, experimental: { keepImportAttributes: true } },
                module: { type: 'es6' },
            },
        ],
    },
    testMatch: ['<rootDir>/test/**/*.test.ts', '!<rootDir>/test/e2e/**'],
};
