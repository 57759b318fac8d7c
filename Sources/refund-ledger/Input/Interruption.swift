import Foundation
import Synchronization

/// Ctrl-C and SIGTERM: long work asks here, and stops where nothing is lost.
///
/// Reading and writing that may take for ever waits here, too. A signal interrupts only the thread
/// that it happens to reach, so every wait also watches a pipe that a signal writes to.
enum Interruption {
    /// How long a slow reader of the output is waited for once somebody asked to stop.
    private static let graceMilliseconds: Int32 = 1_000

    /// The signal that came, or 0.
    private static let received = Atomic<Int32>(0)

    /// The end of the pipe that can be read for ever once a signal came.
    private static let alarm = Atomic<Int32>(-1)

    /// The end of the pipe that a signal writes to.
    private static let bell = Atomic<Int32>(-1)

    /// From now on, the first signal asks work to stop, and the second ends the process at once.
    static func listen() {
        // Made here, because a signal handler must not be the first to ask for it.
        received.store(0, ordering: .relaxed)
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) == 0 {
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            alarm.store(ends[0], ordering: .relaxed)
            bell.store(ends[1], ordering: .relaxed)
        }
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                // Only what a signal handler may do: atomics, `write` and `signal` (POSIX 2.4.3).
                let error = errno
                Interruption.received.store(number, ordering: .relaxed)
                var byte: UInt8 = 0
                _ = Foundation.write(Interruption.bell.load(ordering: .relaxed), &byte, 1)
                _ = Foundation.signal(SIGINT, SIG_DFL)
                _ = Foundation.signal(SIGTERM, SIG_DFL)
                errno = error
            }
        }
    }

    /// What the process fails with because of a signal; `nil` when none came.
    static var failure: Failure? {
        switch received.load(ordering: .relaxed) {
        case 0: nil
        case SIGTERM: Failure(code: .terminated, sentence: "Ended by SIGTERM.")
        case _: Failure(code: .interrupted, sentence: "Interrupted.")
        }
    }

    /// Goes on only when nobody has asked to stop.
    ///
    /// - Throws: ``Failure`` with the code 130 or 143, as shells expect it.
    static func check() throws(Failure) {
        if let failure { throw failure }
    }

    /// Whether reading would not have to wait.
    static func canRead(_ descriptor: Int32) -> Bool {
        poll(descriptor, POLLIN, milliseconds: 0)
    }

    /// Waits until there is something to read, or the end of it.
    ///
    /// - Throws: ``Failure`` as soon as somebody asks to stop.
    static func waitToRead(_ descriptor: Int32) throws(Failure) {
        while true {
            try check()
            if poll(descriptor, POLLIN, milliseconds: -1) { return }
        }
    }

    /// Waits until somebody takes output.
    ///
    /// - Throws: ``Failure`` when somebody asks to stop and nobody takes output any more.
    static func waitToWrite(_ descriptor: Int32) throws(Failure) {
        while !poll(descriptor, POLLOUT, milliseconds: -1) {
            guard failure != nil else { continue }
            if canWriteSoon(descriptor) { return }
            try check()
        }
    }

    private static func canWriteSoon(_ descriptor: Int32) -> Bool {
        var wanted = [pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)]
        return Foundation.poll(&wanted, 1, graceMilliseconds) > 0
    }

    /// Whether a descriptor is ready; returns as well when a signal came, or the time is over.
    private static func poll(_ descriptor: Int32, _ event: Int32, milliseconds: Int32) -> Bool {
        let alarm = alarm.load(ordering: .relaxed)
        var watched = [
            pollfd(fd: descriptor, events: Int16(event), revents: 0),
            pollfd(fd: alarm, events: Int16(POLLIN), revents: 0),
        ]
        // A failure other than EINTR is left to the read or write that follows.
        let count = Foundation.poll(&watched, nfds_t(watched.count), milliseconds)
        return count < 0 ? errno != EINTR : watched[0].revents != 0
    }
}
