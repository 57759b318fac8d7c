extension String {
    /// Whether the UTF-8 is the same.
    ///
    /// For `==` texts are equal when Unicode gives them the same look, however they are written.
    /// SQLite, and every hash, tells those apart; so must whatever names something.
    package func hasSameBytes(as other: String) -> Bool {
        // Both are two words: the text itself when it is short, else where it is. The same words
        // are the same bytes; other words may be.
        typealias Words = (UInt64, UInt64)
        if unsafeBitCast(self, to: Words.self) == unsafeBitCast(other, to: Words.self) {
            return true
        }
        let isEqual = utf8.withContiguousStorageIfAvailable { bytes in
            other.utf8.withContiguousStorageIfAvailable { others in
                UnsafeRawBufferPointer(bytes).hasSameBytes(as: UnsafeRawBufferPointer(others))
            }
        }
        // Only strings bridged from Objective-C are not contiguous.
        return (isEqual ?? nil) ?? utf8.elementsEqual(other.utf8)
    }
}

extension String {
    /// Whether U+0000 stands in it, at which C, and so SQLite, ends a text.
    package var hasZero: Bool {
        utf8.withContiguousStorageIfAvailable { $0.contains(0) } ?? utf8.contains(0)
    }
}

extension UnsafeRawBufferPointer {
    /// Compares eight bytes at a time; every load ends within the count that both have.
    package func hasSameBytes(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        var place = 0
        while place + 8 <= count {
            guard
                loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    == other.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            else { return false }
            place += 8
        }
        while place < count {
            guard self[place] == other[place] else { return false }
            place += 1
        }
        return true
    }
}
