package dev.interlock.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schema of files: the sections, which are written here, with the options, which are made from the rows. */
final class FileSchema {

    private static final String FRAME = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "$id": "https://interlock.dev/schema/interlock.schema.json",
              "title": "interlock.yaml",
              "description": "Circuits, groups, templates and signals of Interlock. What a schema cannot see, such as cycles and names that nobody defines, the loader checks.",
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "version": {
                  "description": "The version of this format.",
                  "const": 1
                },
                "external": {
                  "description": "Names that edges may use although code defines them.",
                  "oneOf": [
                    {
                      "$ref": "#/$defs/words"
                    },
                    {
                      "type": "null"
                    }
                  ]
                },
                "templates": {
                  "description": "Options to begin with, by name; used with template.",
                  "type": [
                    "object",
                    "null"
                  ],
                  "propertyNames": {
                    "pattern": "^[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}$"
                  },
                  "additionalProperties": {
                    "$ref": "#/$defs/circuit"
                  }
                },
                "groups": {
                  "description": "Circuits that belong together: a member db of the group payments is the circuit payments.db.",
                  "type": [
                    "object",
                    "null"
                  ],
                  "propertyNames": {
                    "pattern": "^[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}$"
                  },
                  "additionalProperties": {
                    "type": [
                      "object",
                      "null"
                    ],
                    "additionalProperties": false,
                    "properties": {
                      "defaults": {
                        "$ref": "#/$defs/circuit"
                      },
                      "circuits": {
                        "description": "Members by their names in the group.",
                        "type": [
                          "object",
                          "null"
                        ],
                        "additionalProperties": {
                          "$ref": "#/$defs/member"
                        }
                      }
                    }
                  }
                },
                "circuits": {
                  "description": "Circuits by name.",
                  "type": [
                    "object",
                    "null"
                  ],
                  "propertyNames": {
                    "pattern": "^[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}$"
                  },
                  "additionalProperties": {
                    "$ref": "#/$defs/circuit"
                  }
                },
                "signals": {
                  "description": "Health checks by name.",
                  "type": [
                    "object",
                    "null"
                  ],
                  "propertyNames": {
                    "pattern": "^[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}$"
                  },
                  "additionalProperties": {
                    "$ref": "#/$defs/signal"
                  }
                }
              },
              "$defs": {
                "duration": {
                  "description": "Whole numbers with units from long to short, or ISO 8601; 1 ms to 30 days.",
                  "type": "string",
                  "pattern": "^(?=.)(([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?|[pP].+)$",
                  "examples": [
                    "500ms",
                    "10s",
                    "1m30s",
                    "PT10S"
                  ]
                },
                "percent": {
                  "type": "string",
                  "pattern": "^[0-9.]+ *%$"
                },
                "word": {
                  "type": [
                    "string",
                    "number",
                    "boolean"
                  ]
                },
                "words": {
                  "description": "One name, or a list of different names.",
                  "oneOf": [
                    {
                      "$ref": "#/$defs/word"
                    },
                    {
                      "type": "array",
                      "items": {
                        "$ref": "#/$defs/word"
                      },
                      "uniqueItems": true
                    }
                  ]
                },
                "circuit": {
                  "description": "Options of a circuit.",
                  "type": [
                    "object",
                    "null"
                  ],
                  "additionalProperties": false,
                  "properties": @circuits@
                },
                "member": {
                  "description": "Options of a member of a group.",
                  "type": [
                    "object",
                    "null"
                  ],
                  "additionalProperties": false,
                  "properties": @members@
                },
                "signal": {
                  "description": "A health check that circuits can depend on.",
                  "type": "object",
                  "additionalProperties": false,
                  "properties": @signals@,
                  "required": [
                    "check"
                  ]
                }
              }
            }
            """;

    private static final String INDENT = " ".repeat(6);

    private FileSchema() {}

    /**
     * The schema. Members take all that circuits take, so that an option stands with them, and circuits refer to it there. The keys stand in both: what
     * editors offer is what they find under properties, and not all of them know unevaluatedProperties.
     */
    static String write(List<OptionRow> circuits, List<OptionRow> members, List<OptionRow> signals) {
        Map<String, Object> references = new LinkedHashMap<>();
        circuits.forEach(row -> references.put(row.name(), Json.ref("member/properties/" + row.name())));
        return FRAME.replace("@circuits@", Json.write(references, INDENT))
                .replace("@members@", Json.write(options(members), INDENT))
                .replace("@signals@", Json.write(options(signals), INDENT));
    }

    private static Map<String, Object> options(List<OptionRow> rows) {
        Map<String, Object> options = new LinkedHashMap<>();
        rows.forEach(row -> options.put(row.name(), row.schema()));
        return options;
    }
}
