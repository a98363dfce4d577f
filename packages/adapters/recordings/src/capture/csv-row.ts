/** Position of each column by its trimmed name. */
export type CsvHeader = ReadonlyMap<string, number>;

/** Reads a header line. */
export function parseHeader(line: string): CsvHeader {
  return new Map(splitCsvLine(line).map((name, index) => [name.trim(), index]));
}

/** Splits one line into fields; quoted fields follow RFC 4180 but must end on the same line. */
export function splitCsvLine(line: string): string[] {
  return line.includes('"') ? splitQuoted(line) : line.split(",");
}

function splitQuoted(line: string): string[] {
  const fields: string[] = [];
  let field = "";
  let isQuoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (isQuoted && character === '"' && line.charAt(index + 1) === '"') {
      field += '"';
      index += 1;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (character === "," && !isQuoted) {
      fields.push(field);
      field = "";
    } else field += character;
  }
  fields.push(field);
  return fields;
}
