internal import CMalloc

/// How a process gets its memory from the system.
public enum ProcessMemory {
    /// Takes memory in large steps and keeps what was given back, to use it again.
    ///
    /// For programs that do nothing but work on a ledger, before their first task starts. Folded
    /// orders are hundreds of thousands of small blocks. glibc gives threads areas of their own,
    /// which it enlarges by single pages, a system call for each, and hands back to the system as
    /// soon as a batch is done, so that the next one gets every page anew.
    ///
    /// It changes speed alone, so what a limit cannot be set to stays as it was.
    public static func takeInLargeSteps() {
        // One area for all threads: only the first one grows by more than it needs. Each thread
        // still has a few blocks of every size at hand, for which it need not wait.
        _ = mallopt(M_ARENA_MAX, 1)
        _ = mallopt(M_TOP_PAD, 4 << 20)
        _ = mallopt(M_TRIM_THRESHOLD, 1 << 30)
        // Buffers of a batch come from the same area; 32 MiB is the most that glibc takes.
        _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
    }
}
