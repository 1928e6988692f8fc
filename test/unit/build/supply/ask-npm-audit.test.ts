import { expect, it } from 'vitest';
import { readAuditAnswer } from '../../../../build/scripts/supply/ask-npm-audit.ts';

it('reads vulnerabilities, each once', () => {
  const cause = {
    source: 1,
    name: 'b',
    severity: 'high',
    title: 'Reads too far',
    url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
  };
  const report = { vulnerabilities: { a: { via: ['b'] }, b: { via: [cause] }, c: { via: [cause] } } };
  expect(readAuditAnswer(JSON.stringify(report))).toEqual({
    kind: 'answered',
    advisories: [{ id: 'GHSA-aaaa-bbbb-cccc', packageName: 'b', severity: 'high', title: 'Reads too far' }],
  });
});

it('tells a clean report from no answer', () => {
  expect(readAuditAnswer('{"auditReportVersion":2,"vulnerabilities":{}}')).toEqual({
    kind: 'answered',
    advisories: [],
  });
  expect(readAuditAnswer('{"message":"405 Method Not Allowed","error":{"summary":""}}')).toEqual({
    kind: 'no-answer',
    reason: '405 Method Not Allowed',
  });
  expect(readAuditAnswer('{"error":{"summary":"getaddrinfo ENOTFOUND"}}')).toEqual({
    kind: 'no-answer',
    reason: 'getaddrinfo ENOTFOUND',
  });
  expect(readAuditAnswer('<html>')).toEqual({ kind: 'no-answer', reason: '<html>' });
  expect(readAuditAnswer('')).toEqual({ kind: 'no-answer', reason: 'nothing was said' });
});
