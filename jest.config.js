/** @type {import('jest').Config} */
export default {
    testEnvironment: 'node',
    // Generous: a slow machine is no fault.
    testTimeout: 30_000,
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
    reporters: ['default', '<rootDir>/test/support/closing-line.js'],
    testMatch: ['<rootDir>/test/**/*.test.ts'],
    testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/scale/'],
};
