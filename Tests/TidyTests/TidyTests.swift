import LedgerTesting
import Testing

@Suite struct TidyTests {
}
