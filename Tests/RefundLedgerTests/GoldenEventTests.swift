import LedgerTesting
import Testing

@Suite struct GoldenEventTests {
}
