// A configuration's schema as hubs send it, with a setting of every kind: for tests.

import type { Shape } from './schema.ts';

/** Much like that of the hub itself. */
export const SAMPLE_SCHEMA: Shape = {
  type: 'object',
  properties: {
    version: {
      default: 1,
      description: 'Version of this file.',
      type: 'number',
      const: 1,
    },
    radios: {
      default: [],
      description: 'Ways to the air.',
      example: ['sim'],
      maxItems: 16,
      type: 'array',
      items: {
        type: 'string',
        maxLength: 4096,
      },
    },
    mqtt: {
      description: 'Where values go.',
      default: {},
      type: 'object',
      properties: {
        url: {
          description: 'The broker.',
          example: 'mqtt://192.168.1.2:1883',
          type: 'string',
          maxLength: 256,
        },
        username: {
          description: 'User name at the broker.',
          example: 'bluebell',
          type: 'string',
          minLength: 1,
          maxLength: 256,
        },
        password: {
          description: 'Password at the broker.',
          example: 'change-me',
          writeOnly: true,
          type: 'string',
          maxLength: 1024,
        },
        device_topic: {
          default: 'name',
          description: 'What a device is called in topics.',
          type: 'string',
          enum: ['name', 'id'],
        },
        keepalive_s: {
          default: 60,
          description: 'Seconds between signs of life.',
          type: 'integer',
          minimum: 5,
          maximum: 65535,
        },
        tls: {
          description: 'For mqtts.',
          type: 'object',
          properties: {
            verify: {
              default: true,
              description: "Whether to check the broker's certificate.",
              type: 'boolean',
            },
          },
          additionalProperties: false,
        },
      },
      additionalProperties: false,
    },
    gateways: {
      default: [],
      description: 'Other gateways on the MQTT broker whose raw adverts are heard too.',
      example: [
        {
          kind: 'openmqttgateway',
        },
      ],
      maxItems: 16,
      type: 'array',
      items: {
        type: 'object',
        properties: {
          kind: {
            type: 'string',
            enum: ['openmqttgateway', 'theengs', 'bluebell'],
            description: 'What speaks there.',
          },
          topic: {
            description: 'Where they say what they hear.',
            example: 'home/garage/BTtoMQTT/+',
            type: 'string',
            maxLength: 256,
          },
        },
        required: ['kind'],
        additionalProperties: false,
      },
    },
    devices: {
      description: 'Sensors by address.',
      example: 'A4:C1:38:00:00:01',
      type: 'object',
      propertyNames: {
        type: 'string',
        maxLength: 256,
        pattern: '^([0-9A-Fa-f]{2})([:-]?[0-9A-Fa-f]{2}){5}$',
      },
      additionalProperties: {
        type: 'object',
        properties: {
          name: {
            description: 'What to call it.',
            example: 'kitchen',
            type: 'string',
            maxLength: 256,
          },
          key: {
            description: 'Bind key of a sensor that encrypts.',
            writeOnly: true,
            pattern: '^([0-9A-Fa-f]{32}|[0-9A-Fa-f]{24})?$',
            example: '00112233445566778899aabbccddeeff',
            type: 'string',
            maxLength: 1024,
          },
          ignore: {
            default: false,
            description: 'Whether to act as if it were not there.',
            type: 'boolean',
          },
        },
        additionalProperties: false,
      },
    },
    phones: {
      description: 'Phones to tell as home or away.',
      example: 'anna',
      type: 'object',
      propertyNames: {
        type: 'string',
        maxLength: 256,
      },
      additionalProperties: {
        type: 'object',
        properties: {
          irk: {
            description: 'Identity key.',
            writeOnly: true,
            pattern: '^([0-9A-Fa-f]{32})?$',
            example: '00112233445566778899aabbccddeeff',
            type: 'string',
            maxLength: 1024,
          },
          address: {
            description: 'Its address.',
            example: 'A4:C1:38:00:00:02',
            type: 'string',
            maxLength: 256,
            pattern: '^([0-9A-Fa-f]{2})([:-]?[0-9A-Fa-f]{2}){5}$',
          },
          away_after_s: {
            default: 300,
            description: 'Seconds of silence after which it counts as away.',
            type: 'integer',
            minimum: 10,
            maximum: 86400,
          },
        },
        additionalProperties: false,
      },
    },
    areas: {
      default: {},
      description: 'Where receivers are.',
      example: 'tcp:192.0.2.7:9101',
      type: 'object',
      propertyNames: {
        type: 'string',
        maxLength: 4096,
      },
      additionalProperties: {
        type: 'string',
        maxLength: 64,
        description: 'The area.',
        example: 'Attic',
      },
    },
    history: {
      description: 'What was measured.',
      default: {},
      type: 'object',
      properties: {
        max_mb: {
          default: 1000,
          description: 'What all of it may take on the disk.',
          type: 'integer',
          minimum: 10,
          maximum: 1000000,
        },
      },
      additionalProperties: false,
    },
    web: {
      description: 'HTTP.',
      default: {},
      type: 'object',
      properties: {
        host: {
          default: '127.0.0.1',
          description: 'Where it listens.',
          type: 'string',
          maxLength: 256,
        },
        password: {
          description: 'Password.',
          example: 'change-me',
          writeOnly: true,
          type: 'string',
          maxLength: 1024,
        },
      },
      additionalProperties: false,
    },
  },
};
