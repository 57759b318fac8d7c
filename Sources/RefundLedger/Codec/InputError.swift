/// Input that makes no sense: it changes nothing and is never recorded.
public struct InputError: Error, Equatable, Sendable {
    /// The line of the input, from 1; `nil` when the input has no lines.
    public var line: Int?

    /// The field, as a path such as `lines[1].line_id`; `nil` when the line as such is wrong.
    public var field: String?

    /// What was expected.
    public var expected: String

    /// What was found.
    public var found: String

    /// Creates an error.
    public init(line: Int? = nil, field: String?, expected: String, found: String) {
        self.line = line
        self.field = field
        self.expected = expected
        self.found = found
    }

    /// The same error, known to be inside a field or an element of a list.
    func inside(_ outer: String) -> InputError {
        var copy = self
        copy.field = field.map { $0.hasPrefix("[") ? outer + $0 : "\(outer).\($0)" } ?? outer
        return copy
    }

    /// The same error, known to be in a line.
    public func inLine(_ line: Int) -> InputError {
        var copy = self
        copy.line = line
        return copy
    }
}

extension InputError: CustomStringConvertible {
    /// One sentence: where, what was expected, what was found.
    public var description: String {
        let place = [line.map { "line \($0)" }, field.map { "field '\($0)'" }]
            .compactMap { $0 }.joined(separator: ", ")
        return "\(place.isEmpty ? "" : "\(place): ")expected \(expected), found \(found)."
    }
}
