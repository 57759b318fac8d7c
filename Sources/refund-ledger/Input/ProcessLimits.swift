import Foundation

/// What the operating system lets this process have, asked before anything is begun.
///
/// Swift's runtime ends a process that cannot get a descriptor or memory, without a word. Nothing
/// is lost by that; but a sentence is better.
enum ProcessLimits {
    /// Files that a command may have open at once: two databases with several connections each.
    private static let filesMin: rlim_t = 64

    /// Memory that a process may map, in bytes.
    ///
    /// Measured: below 300 MiB `record` and `report` of
    /// 2,000 events end without a word.
    private static let memoryMin: rlim_t = 512 << 20

    /// Takes what may be had, and makes sure that it is enough.
    ///
    /// - Throws: ``Failure`` that says which limit is too low.
    static func check() throws(Failure) {
        var files = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0,
            files.rlim_cur < filesMin
        {
            files.rlim_cur = min(filesMin, files.rlim_max)
            _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
            guard files.rlim_cur >= filesMin else {
                throw Failure(
                    code: .system,
                    sentence: "This process may open \(files.rlim_cur) files at once and needs "
                        + "\(filesMin). Raise the limit (ulimit -n), and try again.")
            }
        }
        var memory = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &memory) == 0,
            memory.rlim_cur < memoryMin
        {
            throw Failure(
                code: .system,
                sentence: "This process may map \(memory.rlim_cur >> 20) MiB of memory and needs "
                    + "\(memoryMin >> 20). Raise the limit (ulimit -v), and try again.")
        }
    }
}
