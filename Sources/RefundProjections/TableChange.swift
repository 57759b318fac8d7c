/// What a batch changes in one table.
public struct TableChange: Sendable {
    /// The table.
    public let table: ViewTable

    /// The rows to put in place, or to add to the sums of their keys: the values of the stored
    /// columns, row after row.
    @usableFromInline var rows = RowBuffer()

    /// Rows that another worker made of the same events; none when there is only one.
    @usableFromInline var others: [RowBuffer] = []

    /// Whether nothing changes.
    public var isEmpty: Bool { rows.isEmpty && others.isEmpty }

    /// The number of rows.
    public var count: Int { rows.count + others.reduce(0) { $0 + $1.count } }

    init(table: ViewTable) { self.table = table }

    /// Takes in what another worker made for the same table.
    mutating func add(_ other: TableChange) {
        others += ([other.rows] + other.others).filter { !$0.isEmpty }
    }

    /// Shows all rows to a reader; what events append comes in order of position.
    @inlinable
    public func read(_ reader: inout some RowReader) throws {
        let width = table.stored.count
        // The only table that grows at its end is one that is written in order of its key.
        if table.growth == .appended, others.count == 1, let other = others.first {
            return try rows.read(mergedWith: other, width: width, &reader)
        }
        for part in [rows] + others { try part.read(width: width, &reader) }
    }

    /// Rows that events add; numbers of the same key are summed here already.
    init(table: ViewTable, adding rows: RowBuffer) {
        self.table = table
        if table.growth == .summed { sum(rows) } else { self.rows = rows }
    }

    /// The key's columns come first; all others are numbers.
    private mutating func sum(_ added: RowBuffer) {
        var places: [KeyBytes: Int] = [:]
        var offset = 0
        while offset < added.end {
            let start = offset
            for _ in table.key { offset = added.offset(after: offset) }
            let key = KeyBytes(bytes: added.storage[start..<offset])
            let numbers = offset
            offset += (table.stored.count - table.key.count) * RowBuffer.integerBytes
            guard let place = places[key] else {
                places[key] = rows.end + (numbers - start)
                rows.appendRow(start..<offset, of: added)
                continue
            }
            for number in stride(from: numbers, to: offset, by: RowBuffer.integerBytes) {
                rows.add(
                    added.load(at: number + 1, as: Int64.self), at: place + (number - numbers))
            }
        }
    }
}

/// The values of a key as they lie in a ``RowBuffer``, hashed in one go.
private struct KeyBytes: Hashable {
    let bytes: ArraySlice<UInt8>

    func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}
