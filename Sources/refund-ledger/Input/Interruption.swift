import Foundation
import Synchronization

/// Ctrl-C and SIGTERM: long work asks here, and stops where nothing is lost.
enum Interruption {
    /// The signal that came, or 0.
    private static let received = Atomic<Int32>(0)

    /// From now on, the first signal asks work to stop, and the second ends the process at once.
    static func listen() {
        // Made here, because a signal handler must not be the first to ask for it.
        received.store(0, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                // Only what a signal handler may do: an atomic store, and `signal` itself.
                Interruption.received.store(number, ordering: .relaxed)
                _ = Foundation.signal(number, SIG_DFL)
            }
        }
    }

    /// Goes on only when nobody has asked to stop.
    ///
    /// - Throws: ``Failure`` with the code 130 or 143, as shells expect it.
    static func check() throws(Failure) {
        switch received.load(ordering: .relaxed) {
        case 0: return
        case SIGTERM: throw Failure(code: .terminated, sentence: "Ended by SIGTERM.")
        case _: throw Failure(code: .interrupted, sentence: "Interrupted.")
        }
    }
}
