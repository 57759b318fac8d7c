/// Walks over items that satisfy every rule, and quickly; of any other it only says that it is one.
///
/// It accepts what ``CBORScanner`` accepts, and nothing else; which rule is broken is left to that.
/// A walk looks at some thirty heads for each event of a log, so it counts in every reading of one.
enum CBORWalk {
    /// Where an item ends.
    ///
    /// - Parameters:
    ///   - start: Where the item starts.
    ///   - bytes: The input; every byte is read at an offset that was compared with its count.
    ///   - depth: The number of arrays and maps the walk is already inside.
    /// - Returns: The offset behind the whole item; `nil` when it breaks a rule.
    static func end(
        ofItemAt start: Int, in bytes: UnsafeBufferPointer<UInt8>, depth: Int = 0
    ) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let end = Input(base: base, count: bytes.count).end(ofItemAt: start, depth: depth)
        return end == broken ? nil : end
    }

    /// Instead of an offset, behind an item that breaks a rule.
    private static let broken = -1

    private struct Input {
        /// Read at offsets from 0 to `count`, exclusive, and at no other.
        let base: UnsafePointer<UInt8>
        let count: Int

        func end(ofItemAt start: Int, depth: Int) -> Int {
            guard start < count else { return broken }
            let initial = base[start]
            var offset = start + 1
            var argument = UInt64(initial & 0x1F)
            if argument >= 24 {
                // The major type 7 has no arguments here; its values are looked at below.
                guard initial < 0xC0 else { return broken }
                let width = 1 << Int(argument - 24)
                guard argument < 28, width <= count - offset else { return broken }
                argument = number(at: offset, width)
                // A width of w bytes is needed only from 2^(8 w / 2) up, one byte from 24 up.
                guard argument >= (width == 1 ? 24 : 1 << UInt64(4 * width)) else { return broken }
                offset += width
            }
            switch initial >> 5 {
            case 0, 1:
                return argument <= UInt64(Int64.max) ? offset : broken
            case 2:
                return argument <= UInt64(count - offset) ? offset + Int(argument) : broken
            case 3:
                guard argument <= UInt64(count - offset) else { return broken }
                let end = offset + Int(argument)
                return isUTF8(offset, end) ? end : broken
            case 4:
                guard argument <= UInt64(count - offset), depth < CBORReader.nestingMax else {
                    return broken
                }
                for _ in 0..<Int(argument) {
                    offset = endOfSmall(offset) ?? end(ofItemAt: offset, depth: depth + 1)
                    guard offset != broken else { return broken }
                }
                return offset
            case 5:
                guard argument <= UInt64((count - offset) / 2), depth < CBORReader.nestingMax
                else { return broken }
                return end(ofPairs: Int(argument), from: offset, depth: depth + 1)
            case 7:
                return 20...22 ~= argument ? offset : broken
            case _:
                return broken
            }
        }

        /// Walks over the pairs of a map, whose keys must ascend.
        private func end(ofPairs pairs: Int, from start: Int, depth: Int) -> Int {
            var offset = start
            var previous = 0..<0
            for _ in 0..<pairs {
                let keyEnd = endOfSmall(offset) ?? end(ofItemAt: offset, depth: depth)
                guard keyEnd != broken, ascends(previous, offset..<keyEnd) else { return broken }
                previous = offset..<keyEnd
                offset = endOfSmall(keyEnd) ?? end(ofItemAt: keyEnd, depth: depth)
                guard offset != broken else { return broken }
            }
            return offset
        }

        /// Behind a number from -24 to 23, which most items are; `nil` for every other item.
        @inline(__always)
        private func endOfSmall(_ offset: Int) -> Int? {
            offset < count && base[offset] & 0xDF < 24 ? offset + 1 : nil
        }

        /// Whether an encoded key stands bytewise behind the one before it.
        @inline(__always)
        private func ascends(_ previous: Range<Int>, _ key: Range<Int>) -> Bool {
            for index in 0..<min(previous.count, key.count) {
                let (before, now) = (
                    base[previous.lowerBound + index], base[key.lowerBound + index]
                )
                if before != now { return before < now }
            }
            // No encoded item is the beginning of another, so they are the same key twice.
            return previous.isEmpty
        }

        /// A number of 1, 2, 4 or 8 bytes, big end first, which all lie within the input.
        @inline(__always)
        private func number(at offset: Int, _ width: Int) -> UInt64 {
            let place = UnsafeRawPointer(base + offset)
            switch width {
            case 1: return UInt64(base[offset])
            case 2: return UInt64(UInt16(bigEndian: place.loadUnaligned(as: UInt16.self)))
            case 4: return UInt64(UInt32(bigEndian: place.loadUnaligned(as: UInt32.self)))
            case _: return UInt64(bigEndian: place.loadUnaligned(as: UInt64.self))
            }
        }

        /// Whether the bytes from one offset to another, both within the input, are UTF-8.
        @inline(__always)
        private func isUTF8(_ start: Int, _ end: Int) -> Bool {
            var offset = start
            // Eight at a time, as long as all are ASCII.
            while end - offset >= 8 {
                let eight = UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self)
                guard eight & 0x8080_8080_8080_8080 == 0 else { break }
                offset += 8
            }
            while offset < end, base[offset] < 0x80 { offset += 1 }
            return offset == end || isUTF8Beyond(offset, end)
        }

        @inline(never)
        private func isUTF8Beyond(_ start: Int, _ end: Int) -> Bool {
            let rest = UnsafeBufferPointer(start: base + start, count: end - start)
            return (try? UTF8Span(validating: rest.span)) != nil
        }
    }
}

extension CBORCursor {
    /// Moves over one whole item if it satisfies every rule of ``CBORReader``; else stays.
    ///
    /// - Returns: Whether it does; ``CBORReader`` says what is wrong with it.
    public mutating func walk() -> Bool {
        guard
            let end = CBORWalk.end(
                ofItemAt: offset, in: UnsafeBufferPointer(start: start, count: count))
        else { return false }
        offset = end
        return true
    }

    /// Moves over one item that satisfies every rule, and reads it as an integer; `nil` when it
    /// breaks one or is none.
    @inlinable
    public mutating func walkInteger() -> Int64? {
        if let start, offset < count, start[offset] < 24 {
            offset += 1
            return Int64(start[offset - 1])
        }
        let place = offset
        guard walk() else { return nil }
        offset = place
        return try? integer()
    }
}
