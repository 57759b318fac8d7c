extension JSONValue {
    /// How many arrays and objects may stand inside one another.
    public static let nestingMax = 128

    /// Reads exactly one JSON text; white space may surround it, nothing else may follow.
    ///
    /// - Parameter bytes: UTF-8, without a byte order mark.
    /// - Returns: The tree.
    /// - Throws: ``JSONError`` at the first byte that breaks RFC 8259, repeats a member name, or
    ///   nests deeper than ``nestingMax``.
    public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer(document).get()
    }

    /// Reads exactly one JSON text; offsets in errors count from the start of the slice.
    ///
    /// - Parameter bytes: UTF-8, without a byte order mark.
    /// - Returns: The tree.
    /// - Throws: ``JSONError``, as for an array.
    public static func parse(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer(document).get()
    }

    /// Reads exactly one JSON text out of memory the caller keeps alive for the call.
    ///
    /// - Parameter bytes: UTF-8, without a byte order mark.
    /// - Returns: The tree, which shares no memory with the buffer.
    /// - Throws: ``JSONError``, as for an array.
    public static func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONValue {
        try bytes.withMemoryRebound(to: UInt8.self, document).get()
    }

    /// Reads exactly one JSON text.
    ///
    /// - Parameter text: The text; offsets in errors count its UTF-8 bytes.
    /// - Returns: The tree.
    /// - Throws: ``JSONError``, as for an array.
    public static func parse(_ text: String) throws(JSONError) -> JSONValue {
        try parse(Array(text.utf8))
    }

    /// A result rather than a throw, so that the typed error survives closures that rethrow `any`.
    private static func document(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Result<JSONValue, JSONError> {
        Result { () throws(JSONError) in
            var parser = JSONParser(bytes)
            return try parser.document()
        }
    }
}
