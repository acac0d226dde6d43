// Writes both sides of scripts/kernel-tables.js: what AssemblyScript knows, and what its hosts know; with --check only says
// whether both are current. The types of the kernels' functions are read from the AssemblyScript that exports them.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { CODES, KERNELS, NUMBERS, RESERVED } from "./kernel-tables.js";

const ROOM = new URL("../src/kernel/", import.meta.url);
const ORIGIN = "as scripts/write-kernel-tables.js wrote it from scripts/kernel-tables.js";

/** Element types: bytes of one, and the array that a host reads them with. */
const TYPES = {
  u8: { size: 1, array: "Uint8Array" },
  u16: { size: 2, array: "Uint16Array" },
  i32: { size: 4, array: "Int32Array" },
  u32: { size: 4, array: "Uint32Array" },
  i64: { size: 8, array: "BigInt64Array" },
  u64: { size: 8, array: "BigUint64Array" },
  f64: { size: 8, array: "Float64Array" },
};

/** What JavaScript sees of a type. */
const SEEN = { bool: "number", u8: "number", u16: "number", u32: "number", i32: "number", f64: "number", void: "void" };

const kernels = KERNELS.map(placed);
const files = new Map([
  ["wasm/numbers.ts", wasmNumbers()],
  ["numbers.ts", hostNumbers()],
  ...kernels.map((kernel) => [`wasm/${kernel.name}-tables.ts`, wasmTables(kernel)]),
  ...kernels
    .flatMap(({ parts }) => parts)
    .filter(({ file }) => file !== undefined)
    .map((part) => [`wasm/${part.file}-tables.ts`, wasmPart(part)]),
  ["tables.ts", hostTables()],
  ["fields.ts", hostFields()],
]);
for (const [name, text] of files) write(name, text);
// It follows imports, of which those are a part.
write("functions.ts", hostFunctions());

function write(name, text) {
  const file = new URL(name, ROOM);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  if (process.argv.includes("--check")) {
    console.error(`src/kernel/${name} is not current; run npm run tables`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote src/kernel/${name}`);
  }
}

/** Gives each table its address and its size in bytes. */
function placed(kernel) {
  let end = RESERVED;
  const names = new Set();
  const parts = kernel.parts.map((part) => ({
    ...part,
    tables: part.tables.map((table) => {
      const { name, align = 1, says } = table;
      assert(end !== undefined, `${name} comes after the rest of the memory`);
      assert(!names.has(name) && says !== undefined, `${name} is declared twice, or says nothing`);
      names.add(name);
      const element = elementOf(table);
      const at = alignedTo(Math.max(align, element.align), end);
      const isRest = table.isRest ?? (table.fields === undefined && table.count === undefined);
      const count = isRest ? undefined : (table.fields?.length ?? 1) * (table.count ?? 1);
      const bytes = count === undefined ? undefined : count * element.size;
      assert(at >= end && at % element.align === 0, `${name} lies across its boundary`);
      end = bytes === undefined ? undefined : at + bytes;
      return { ...table, element, at, bytes };
    }),
  }));
  assert(end === undefined, `the last table of ${kernel.name} is not the rest of the memory`);
  return { ...kernel, parts, tables: parts.flatMap(({ tables }) => tables) };
}

/** Bytes of an element, its boundary, and where each of its fields is. */
function elementOf({ name, of, record }) {
  if (record === undefined) {
    assert(of in TYPES, `${name} is of no type`);
    return { size: TYPES[of].size, align: TYPES[of].size, fields: [] };
  }
  let end = 0;
  const fields = record.fields.map(([field, type, count = 1]) => {
    const at = alignedTo(TYPES[type].size, end);
    end = at + TYPES[type].size * count;
    return { name: `${record.name}_${field}`, at };
  });
  const align = Math.max(record.align ?? 1, ...record.fields.map(([, type]) => TYPES[type].size));
  return { size: alignedTo(align, end), align, fields };
}

function wasmNumbers() {
  const numbers = NUMBERS.map(constant);
  const codes = CODES.map(({ prefix, says, codes }) => {
    const lines = Object.entries(codes).map(
      ([name, value]) => `export const ${prefix}_${upper(name)}: u32 = ${value};\n`,
    );
    return `${comment(says)}${lines.join("")}`;
  });
  return `${comment(`Numbers that the kernels share with their hosts, ${ORIGIN}.`)}\n${[numbers.join(""), ...codes].join("\n")}`;
}

function hostNumbers() {
  const numbers = NUMBERS.map(({ name, value, says }) => `${comment(says)}export const ${name} = ${value};\n`);
  const codes = CODES.map(({ name, says, codes, isList }) => {
    if (isList) {
      assert(
        Object.values(codes).every((code, index) => code === index),
        `${name} are not numbered from 0`,
      );
      return `${comment(says)}${fitted(
        name,
        "[]",
        Object.keys(codes).map((code) => `"${code}"`),
      )}`;
    }
    const entries = Object.entries(codes).map(
      ([code, value]) => `${/^\w+$/.test(code) ? code : `"${code}"`}: ${value}`,
    );
    return `${comment(says)}${fitted(name, "{}", entries)}`;
  });
  return `${comment(`Numbers that the hosts share with their kernels, ${ORIGIN}.`)}\n${[numbers.join(""), ...codes].join("\n")}`;
}

/** A list or an object as the formatter has it: on one line where it fits. */
function fitted(name, [open, close], entries) {
  const space = open === "{" ? " " : "";
  const line = `export const ${name} = ${open}${space}${entries.join(", ")}${space}${close} as const;\n`;
  const long = `export const ${name} = ${open}\n${entries.map((entry) => `  ${entry},\n`).join("")}${close} as const;\n`;
  return line.length <= 121 ? line : long;
}

function wasmTables({ says, explains, constants, parts }) {
  const picture = parts.map(({ says, tables }) => {
    const from = tables[0].at;
    const last = tables.at(-1);
    const size = last.bytes === undefined ? "the rest" : kilobytes(last.at + last.bytes - from);
    return `    ${String(from).padStart(9)}  ${size.padStart(10)}   ${says.padEnd(42)} ${tables[0].name}${tables.length > 1 ? " …" : ""}`;
  });
  const reserved = `    ${"0".padStart(9)}  ${kilobytes(RESERVED).padStart(10)}   constant tables, which the compiler places`;
  const heading = `${says}\n\n${explains}\n\n${[reserved, ...picture].join("\n")}\n\nThis is ${ORIGIN}.`;
  const tables = parts
    .filter(({ file }) => file === undefined)
    .map(({ says, tables }) => `// ${sentence(says)}\n${tables.map(address).join("")}`);
  return `${comment(heading)}\n${[...(constants.length > 0 ? [constants.map(constant).join("")] : []), ...tables].join("\n")}`;
}

function wasmPart({ says, tables }) {
  return `${comment(`${sentence(says)} This is ${ORIGIN}.`)}\n${tables.map(address).join("")}`;
}

function sentence(says) {
  return `${says[0].toUpperCase()}${says.slice(1)}.`;
}

function address({ name, at, says, record, fields, count, isRest, element }) {
  // The only entry of a table is where the table is; the fields of one entry of many are counted from its beginning.
  const isOnly = count === undefined && !isRest;
  const from = isOnly ? at : 0;
  const offsets = fields?.map((field, index) => ({ name: `${name}_${upper(field)}`, at: from + index * element.size }));
  const inside = [
    ...(offsets ?? element.fields),
    ...(fields && !isOnly ? [{ name: `${name}_SIZE`, at: fields.length * element.size }] : []),
    ...(record ? [{ name: `${record.name}_SIZE`, at: element.size }] : []),
  ];
  return `${comment(says)}export const ${name}: u32 = ${at};\n${inside.map((field) => `export const ${field.name}: u32 = ${field.at};\n`).join("")}`;
}

function hostTables() {
  const all = kernels.map(({ name, says, tables }) => {
    const lines = tables
      .filter(({ record }) => record === undefined)
      .map(({ name, of, at, says }) => `${comment(says, "  ")}  ${name}: { at: ${at}, of: ${TYPES[of].array} },\n`);
    return `${comment(says)}export const ${name.toUpperCase()}_TABLES = {\n${lines.join("")}} as const;\n`;
  });
  return `${comment(`Where the tables of each kernel lie, and what reads them, ${ORIGIN}.`)}\n${all.join("\n")}`;
}

function hostFields() {
  const orders = kernels
    .flatMap(({ tables }) => tables)
    .filter(({ fields }) => fields !== undefined)
    .map(({ name, fields, count, isRest }) => {
      const isOnly = count === undefined && !isRest;
      const says = `The elements of ${isOnly ? "" : "each entry of "}\`${name}\`, in their order.`;
      return `/** ${says} */\n${fitted(
        `${name}_FIELDS`,
        "[]",
        fields.map((field) => `"${field}"`),
      )}`;
    });
  return `${comment(`The order of the numbers in tables that have names for them, ${ORIGIN}.`)}\n${orders.join("\n")}`;
}

function hostFunctions() {
  const all = kernels.map(({ name }) => {
    const title = `${name[0].toUpperCase()}${name.slice(1)}`;
    const entry = readFileSync(new URL(`wasm/${name}-entry.ts`, ROOM), "utf8");
    const members = [...entry.matchAll(/^export \{([^}]*)\} from "\.\/([\w-]+)";$/gms)].flatMap(([, names, module]) => {
      const source = readFileSync(new URL(`wasm/${module}.ts`, ROOM), "utf8");
      return listOf(names).map((each) => memberOf(source, each));
    });
    const functions = `export interface ${title}Functions {\n  readonly memory: KernelMemory;\n${members.join("")}}\n`;
    const asked = [...modulesFrom(`${name}-entry`)].flatMap(([module, source]) => importsOf(module, source));
    return asked.length === 0
      ? functions
      : `${functions}\n/** What the kernel asks its host, by module. */\nexport interface ${title}Imports {\n${asked.join("")}}\n`;
  });
  const heading = `What each kernel exports beside its tables, ${ORIGIN}: functions, and variables as they are now.`;
  return `${comment(heading)}import type { KernelMemory } from "./memory.ts";\n\n${all.join("\n")}`;
}

/** A module of AssemblyScript and all that it imports, by name. */
function modulesFrom(name, found = new Map()) {
  const source = readFileSync(new URL(`wasm/${name}.ts`, ROOM), "utf8");
  found.set(name, source);
  for (const [, other] of source.matchAll(/ from "\.\/([\w-]+)";$/gm)) if (!found.has(other)) modulesFrom(other, found);
  return found;
}

/** The functions of the host that a module declares. */
function importsOf(module, source) {
  const asked = [...source.matchAll(/^declare function (\w+)\(([^)]*)\): (\w+);$/gm)].map(
    ([, name, parameters, result]) => `${name}(${seenParameters(name, parameters)}): ${seenType(name, result)}`,
  );
  return asked.length === 0 ? [] : [`  readonly ${module}: { ${asked.join("; ")} };\n`];
}

/** The type of a function or variable that a module of AssemblyScript exports. */
function memberOf(source, name) {
  if (new RegExp(`^export let ${name}: u32\\b`, "m").test(source))
    return `  readonly ${name}: { readonly value: number };\n`;
  const [, parameters, result] =
    new RegExp(`^export function ${name}\\(([^)]*)\\): (\\w+) \\{`, "m").exec(source) ?? [];
  assert(parameters !== undefined, `${name} is no function and no variable of one of the types that are known`);
  return `  ${name}(${seenParameters(name, parameters)}): ${seenType(name, result)};\n`;
}

function seenParameters(name, parameters) {
  const seen = listOf(parameters).map((each) => {
    const [, parameter, type] = /^(\w+): (\w+)$/.exec(each) ?? [];
    return `${parameter}: ${seenType(name, type)}`;
  });
  return seen.join(", ");
}

function seenType(name, type) {
  assert(type in SEEN, `${name} takes or returns something of an unknown type`);
  return SEEN[type];
}

/** What stands between commas, the last of which may be followed by nothing. */
function listOf(text) {
  return text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

function constant({ name, value, type = "u32", says }) {
  return `${says === undefined ? "" : comment(says)}export const ${name}: ${type} = ${value};\n`;
}

function comment(text, indent = "") {
  const lines = text.split("\n");
  if (lines.length === 1 && indent.length + text.length < 113) return `${indent}/** ${text} */\n`;
  const wrapped = lines.length > 1 ? lines : folded(text, 115 - indent.length);
  return `${indent}/**\n${wrapped.map((line) => `${indent} *${line === "" ? "" : ` ${line}`}\n`).join("")}${indent} */\n`;
}

function folded(text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1).length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] += lines.at(-1) === "" ? word : ` ${word}`;
  }
  return lines;
}

function kilobytes(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : `${Math.ceil(bytes / 1024).toLocaleString("en")} KB`;
}

/** `withoutUser` and `quote-misplaced` as names of constants. */
function upper(name) {
  return name
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .replaceAll("-", "_")
    .toUpperCase();
}

function alignedTo(boundary, at) {
  return Math.ceil(at / boundary) * boundary;
}

function assert(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
}
