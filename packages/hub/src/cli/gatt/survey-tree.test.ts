import { describe, expect, it } from 'vitest';
import type { SurveyedService } from './survey.ts';
import { surveyJson, surveyTree } from './survey-tree.ts';

const SERVICES: readonly SurveyedService[] = [
  {
    uuid: '180f',
    startHandle: 1,
    endHandle: 4,
    includes: ['180a'],
    characteristics: [
      {
        uuid: '2a19',
        handle: 2,
        valueHandle: 3,
        properties: ['read', 'notify'],
        value: Uint8Array.of(95),
        descriptors: [{ uuid: '2902', handle: 4, value: Uint8Array.of(0, 0) }],
      },
    ],
  },
  {
    uuid: '6c6f636b-7a31-4d0e-9c55-1f0b8e2d4a00',
    startHandle: 5,
    endHandle: 0xffff,
    includes: [],
    characteristics: [
      {
        uuid: 'fff1',
        handle: 6,
        valueHandle: 7,
        properties: ['read'],
        error: 'Insufficient Authentication (0x05)',
        descriptors: [],
      },
      {
        uuid: 'fff2',
        handle: 8,
        valueHandle: 9,
        properties: ['writeWithoutResponse'],
        descriptors: [],
      },
      {
        uuid: 'fff3',
        handle: 10,
        valueHandle: 11,
        properties: ['read'],
        value: new Uint8Array(500),
        descriptors: [],
      },
    ],
  },
];

describe('surveyTree', () => {
  it('shows names, handles, properties and values on branches', () => {
    expect(surveyTree(SERVICES, (_, text) => text)).toEqual([
      'Battery  180f  0x0001–0x0004',
      '├─ includes Device Information',
      '└─ Battery Level  2a19  0x0003  read, notify',
      '   │  5f  95 %',
      '   └─ Client Characteristic Configuration  2902  0x0004  00 00  off',
      '',
      'service  6c6f636b-7a31-4d0e-9c55-1f0b8e2d4a00  0x0005–0xffff',
      '├─ characteristic  fff1  0x0007  read',
      '│     Insufficient Authentication (0x05)',
      '├─ characteristic  fff2  0x0009  write without response',
      '└─ characteristic  fff3  0x000b  read',
      `      ${'00'.repeat(32)}… (500 bytes)`,
    ]);
  });
});

describe('surveyJson', () => {
  it('has the same for programs, values whole', () => {
    expect(JSON.parse(JSON.stringify(surveyJson(SERVICES)))).toEqual([
      {
        uuid: '180f',
        name: 'Battery',
        startHandle: '0x0001',
        endHandle: '0x0004',
        includes: ['180a'],
        characteristics: [
          {
            uuid: '2a19',
            name: 'Battery Level',
            handle: '0x0002',
            valueHandle: '0x0003',
            properties: ['read', 'notify'],
            value: '5f',
            meaning: '95 %',
            descriptors: [
              {
                uuid: '2902',
                name: 'Client Characteristic Configuration',
                handle: '0x0004',
                value: '0000',
                meaning: 'off',
              },
            ],
          },
        ],
      },
      {
        uuid: '6c6f636b-7a31-4d0e-9c55-1f0b8e2d4a00',
        startHandle: '0x0005',
        endHandle: '0xffff',
        characteristics: [
          {
            uuid: 'fff1',
            handle: '0x0006',
            valueHandle: '0x0007',
            properties: ['read'],
            error: 'Insufficient Authentication (0x05)',
          },
          {
            uuid: 'fff2',
            handle: '0x0008',
            valueHandle: '0x0009',
            properties: ['writeWithoutResponse'],
          },
          {
            uuid: 'fff3',
            handle: '0x000a',
            valueHandle: '0x000b',
            properties: ['read'],
            value: '00'.repeat(500),
          },
        ],
      },
    ]);
  });
});
