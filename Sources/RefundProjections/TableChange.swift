/// What a batch changes in one table.
public struct TableChange: Sendable {
    /// The table.
    public let table: ViewTable

    /// The rows to put in place, or to add to the sums of their keys: the values of the stored
    /// columns, row after row.
    public internal(set) var rows: [SQLValue] = []

    /// The keys of rows that are no more: the values of the key's columns, key after key.
    public private(set) var removedKeys: [SQLValue] = []

    /// Whether nothing changes.
    public var isEmpty: Bool { rows.isEmpty && removedKeys.isEmpty }

    init(table: ViewTable) { self.table = table }

    /// Rows that events add; numbers of the same key are summed here already.
    init(table: ViewTable, adding values: [SQLValue]) {
        self.table = table
        if table.growth == .summed { sum(values) } else { rows = values }
    }

    /// Notes how the rows of one order differ from what the table holds of it.
    mutating func add(from old: [SQLValue], to new: [SQLValue]) {
        let width = table.stored.count
        var start = 0
        while start < max(old.count, new.count) {
            let end = start + width
            if start >= new.count || (start < old.count && !sameKey(old, new, start)) {
                // A row has gone or moved, which orders do not do today: write all the rest.
                for gone in stride(from: start, to: old.count, by: width) {
                    removedKeys += table.keyPlaces.map { old[gone + $0] }
                }
                rows += new[min(start, new.count)...]
                return
            }
            if start >= old.count || old[start..<end] != new[start..<end] {
                rows += new[start..<end]
            }
            start = end
        }
    }

    private func sameKey(_ old: [SQLValue], _ new: [SQLValue], _ start: Int) -> Bool {
        table.keyPlaces.allSatisfy { old[start + $0] == new[start + $0] }
    }

    private mutating func sum(_ values: [SQLValue]) {
        let width = table.stored.count
        let keyWidth = table.key.count  // the key's columns come first
        var places: [ArraySlice<SQLValue>: Int] = [:]
        for start in stride(from: 0, to: values.count, by: width) {
            let key = values[start..<start + keyWidth]
            guard let place = places[key] else {
                places[key] = rows.count
                rows += values[start..<start + width]
                continue
            }
            for column in keyWidth..<width {
                if case .integer(let sum) = rows[place + column],
                    case .integer(let more) = values[start + column]
                {
                    rows[place + column] = .integer(sum + more)
                }
            }
        }
    }
}
