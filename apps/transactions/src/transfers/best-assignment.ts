/**
 * The assignment of rows to columns, one to one, whose entries add up to the most; an entry of 0 is no assignment.
 *
 * The Hungarian method with potentials and shortest augmenting paths, O(rows² × columns): see R. Jonker and A. Volgenant, "A shortest
 * augmenting path algorithm for dense and sparse linear assignment problems", Computing 38 (1987).
 * @param worth rows of equal length, none below 0
 * @returns for each row its column, or -1
 */
export function bestAssignment(worth: readonly (readonly number[])[]): number[] {
  const rows = worth.length;
  // A column more for each row, worth nothing: every row can stay alone.
  const columns = (worth[0]?.length ?? 0) + rows;
  const cost = (row: number, column: number): number => -(worth[row]![column] ?? 0);
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  /** Row (from 1) of each column (from 1); 0 is none. Column 0 is where a path begins. */
  const rowOf = new Int32Array(columns + 1);
  const before = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    let column = 0;
    const shortest = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const done = new Uint8Array(columns + 1);
    do {
      done[column] = 1;
      const at = rowOf[column]!;
      let least = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= columns; j++) {
        if (done[j]) continue;
        const reduced = cost(at - 1, j - 1) - rowPotential[at]! - columnPotential[j]!;
        if (reduced < shortest[j]!) {
          shortest[j] = reduced;
          before[j] = column;
        }
        if (shortest[j]! < least) {
          least = shortest[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= columns; j++) {
        if (done[j]) {
          rowPotential[rowOf[j]!]! += least;
          columnPotential[j]! -= least;
        } else shortest[j]! -= least;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const previous = before[column]!;
      rowOf[column] = rowOf[previous]!;
      column = previous;
    }
  }
  const columnOf = new Array<number>(rows).fill(-1);
  for (let j = 1; j <= columns; j++) {
    const row = rowOf[j]!;
    if (row > 0 && (worth[row - 1]![j - 1] ?? 0) > 0) columnOf[row - 1] = j - 1;
  }
  return columnOf;
}
